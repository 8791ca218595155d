import type { FastifyInstance } from 'fastify';
import { author } from './accounts.ts';
import type { FileContents } from './downloads.ts';
import { ApiError, notAdmin, tooManyPosts } from './error.ts';
import { flag } from './form.ts';
import type { Limits } from './limits.ts';
import { post } from './messages.ts';
import { type ChatworkState, seconds, type UploadedFile } from './state.ts';

type WithRoom = { Params: { room: string }; Querystring: { account_id?: string } };
type WithFile = { Params: { room: string; file: string }; Querystring: Record<string, string | undefined> };

/** Chatwork's limit for one file. */
export const FILE_LIMIT_BYTES = 5 * 1024 * 1024;
/** Files of a room: multipart/form-data with `file` and an optional `message`. */
export function fileRoutes(
  api: FastifyInstance,
  state: ChatworkState,
  limits: Limits,
  contents: FileContents,
): void {
  api.get<WithRoom>('/rooms/:room/files', (request) => {
    const wanted = request.query.account_id;
    return state
      .room(request.params.room)
      .files.filter((file) => wanted === undefined || String(file.account) === wanted)
      .slice(-100)
      .map(fileFields);
  });

  api.post<WithRoom>('/rooms/:room/files', async (request) => {
    const room = state.room(request.params.room);
    if (state.roleIn(room) === 'readonly') throw notAdmin();
    if (!request.isMultipart()) throw new ApiError(400, "Required parameter 'file' is missing");
    let upload: { name: string; size: number } | undefined;
    let content: Buffer = Buffer.alloc(0);
    let comment = '';
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'file') {
        content = await part.toBuffer();
        upload = { name: part.filename, size: content.byteLength };
      } else if (part.type === 'file') {
        part.file.resume();
      } else if (part.fieldname === 'message') {
        comment = String(part.value);
      }
    }
    if (!upload) throw new ApiError(400, "Required parameter 'file' is missing");
    if (!limits.post(room.id, Date.now())) throw tooManyPosts();
    const id = state.id();
    const body = `[info][title][dtext:file_uploaded][/title]${comment}[download:${id}]${upload.name} (${(upload.size / 1024).toFixed(2)} KB)[/download][/info]`;
    const message = post(state, room, body);
    room.files.push({ id, account: state.account, message: message.id, uploaded: seconds(), ...upload });
    contents.keep(id, content);
    state.save();
    return { file_id: id };
  });

  api.get<WithFile>('/rooms/:room/files/:file', (request) => {
    const room = state.room(request.params.room);
    const file = room.files.find(({ id }) => String(id) === request.params.file);
    if (!file) throw new ApiError(404, 'The file is not found');
    if (!flag(request.query, 'create_download_url', false)) return fileFields(file);
    return {
      ...fileFields(file),
      download_url: `${request.protocol}://${request.host}${contents.address(file.id)}`,
    };
  });
}

function fileFields(file: UploadedFile): Record<string, unknown> {
  return {
    file_id: file.id,
    account: author(file.account),
    message_id: file.message,
    filename: file.name,
    filesize: file.size,
    upload_time: file.uploaded,
  };
}
