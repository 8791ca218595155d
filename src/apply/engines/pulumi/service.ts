import { type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import type { IResourceProviderServer } from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { Problem, problemLine } from '../../../domain/problem.ts';
import type { ResourceType } from '../../../plan/resource.ts';
import type { Inputs, PropertyDiff, Provider, ResourceHandler } from '../../provider.ts';
import { fromStruct, isDrifted, outputsOf, type Properties, toApplied, toStruct } from './properties.ts';
import { parseUrn, typeOf } from './types.ts';

/** Which resource it is, of which of Pulumi's stacks. */
export interface At {
  stack: string;
  type: ResourceType;
  name: string;
}

/** What the service needs of whoever serves it. */
export interface Served {
  /** The handlers; made when the engine configures us, with what it says. */
  provider(config: Properties): Promise<Provider>;
  /** The package's schema, as JSON. */
  schema: string;
  version: string;
  /** Told of everything that a handler threw, before Pulumi makes a message of it. */
  onFailure?(error: unknown, at: At): void;
  /** Whether a resource that could not be looked at is taken for as it was: the whole update would end there otherwise. */
  passesOver?(error: unknown, at: At): boolean;
  /** The engine asks to end after the running steps. */
  onCancel?(): void;
  /** For an import: what the files say of a resource that state does not know. */
  desired?(type: ResourceType, name: string): Promise<Inputs<ResourceType> | undefined>;
}

type Handler = ResourceHandler<ResourceType>;
type Method<Q, A> = (request: Q) => Promise<A>;

const KINDS = messages.PropertyDiff.Kind;
const KIND_OF: Record<PropertyDiff['kind'], 0 | 2 | 4> = {
  add: KINDS.ADD,
  delete: KINDS.DELETE,
  update: KINDS.UPDATE,
};

/**
 * Pulumi's ResourceProvider service over our handlers. It is served directly, since the SDK's own server leaves out detailed differences, old
 * inputs, configuration and preview. Nothing here is secret: inputs hold references and digests alone.
 */
export function providerService(served: Served): IResourceProviderServer {
  let configured: Promise<Provider> | undefined;
  const handlerOf = async (urn: string): Promise<{ handler: Handler } & At> => {
    const { stack, token, name } = parseUrn(urn);
    const type = typeOf(token);
    if (!type)
      throw new Problem(
        'type-unknown',
        { en: `there is no type ${token}`, ja: `型 ${token} はありません` },
        { en: 'see the schema of this provider', ja: 'このプロバイダーのスキーマを見てください' },
      );
    if (!configured)
      throw new Problem(
        'not-configured',
        { en: 'the provider was not configured', ja: 'プロバイダーが設定されていません' },
        { en: 'this is a defect: please report it', ja: 'denwaban の欠陥です。お知らせください' },
      );
    return { handler: (await configured)[type] as Handler, stack, type, name };
  };

  const service = {
    handshake: answer(async () => new messages.ProviderHandshakeResponse()),
    getSchema: answer(async () => new messages.GetSchemaResponse().setSchema(served.schema)),
    checkConfig: answer(async (request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answer(async () =>
      new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: answer(async (request: messages.ConfigureRequest) => {
      configured ??= served.provider(fromStruct(request.getArgs()));
      await configured;
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    check: answer(async (request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diff: answer(async (request: messages.DiffRequest) => {
      const { handler } = await handlerOf(request.getUrn());
      const { changes, replace } = handler.diff(
        fromStruct(request.getOldInputs()) as never,
        fromStruct(request.getNews()) as never,
      );
      return diffResponse(changes, replace, isDrifted(fromStruct(request.getOlds())));
    }),
    create: answer(async (request: messages.CreateRequest) => {
      const { handler, ...at } = await handlerOf(request.getUrn());
      const { name } = at;
      const inputs = fromStruct(request.getProperties());
      const response = new messages.CreateResponse().setRefreshBeforeUpdate(handler.refreshBeforeUpdate);
      if (request.getPreview()) return response.setProperties(toStruct(inputs));
      const made = await told(at, () => handler.create(name, inputs as never));
      return response.setId(made.id).setProperties(toStruct(outputsOf(inputs as never, made.outputs, false)));
    }),
    update: answer(async (request: messages.UpdateRequest) => {
      const { handler, ...at } = await handlerOf(request.getUrn());
      const { type, name } = at;
      const inputs = fromStruct(request.getNews());
      const olds = fromStruct(request.getOlds());
      const response = new messages.UpdateResponse().setRefreshBeforeUpdate(handler.refreshBeforeUpdate);
      const before = toApplied(type, name, request.getId(), fromStruct(request.getOldInputs()), olds);
      if (request.getPreview()) return response.setProperties(toStruct({ ...before.outputs, ...inputs }));
      const { outputs } = await told(at, () => handler.update(before, inputs as never));
      return response.setProperties(toStruct(outputsOf(inputs as never, outputs, false)));
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const { handler, ...at } = await handlerOf(request.getUrn());
      const { type, name } = at;
      const id = request.getId();
      const known = fromStruct(request.getInputs());
      const inputs = Object.keys(known).length > 0 ? known : await served.desired?.(type, name);
      const response = new messages.ReadResponse();
      if (!inputs) return response;
      const outputs = inputs === known ? fromStruct(request.getProperties()) : importedOutputs(type, id);
      const before = toApplied(type, name, id, inputs as Properties, outputs);
      const seen = await told(at, () => handler.read(before)).catch((error: unknown) => {
        if (served.passesOver?.(error, at)) return { applied: before, drifted: false };
        throw error;
      });
      if (!seen) return response;
      return response
        .setId(id)
        .setInputs(toStruct(seen.applied.inputs as never))
        .setProperties(toStruct(outputsOf(seen.applied.inputs, seen.applied.outputs, seen.drifted)))
        .setRefreshBeforeUpdate(handler.refreshBeforeUpdate);
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      const { handler, ...at } = await handlerOf(request.getUrn());
      const { type, name } = at;
      const inputs = fromStruct(request.getOldInputs());
      const before = toApplied(type, name, request.getId(), inputs, fromStruct(request.getProperties()));
      await told(at, () => handler.delete(before));
      return new empty.Empty();
    }),
    cancel: answer(async () => {
      served.onCancel?.();
      return new empty.Empty();
    }),
    getPluginInfo: answer(async () => new plugin.PluginInfo().setVersion(served.version)),
    attach: answer(async () => new empty.Empty()),
    getMapping: answer(async () => new messages.GetMappingResponse()),
    getMappings: answer(async () => new messages.GetMappingsResponse()),
  };
  return service as unknown as IResourceProviderServer;

  async function told<T>(at: At, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      served.onFailure?.(error, at);
      throw error;
    }
  }
}

/** What making a resource would have noted, where it is imported: a room is imported by its number. */
function importedOutputs(type: ResourceType, id: string): Properties {
  return type === 'ChatworkRoom' ? { roomId: Number(id) } : {};
}

function diffResponse(
  changes: readonly PropertyDiff[],
  replace: boolean,
  drifted: boolean,
): messages.DiffResponse {
  const response = new messages.DiffResponse().setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  const all: readonly PropertyDiff[] = drifted ? [...changes, { path: 'live', kind: 'update' }] : changes;
  for (const { path, kind } of all) {
    detailed.set(path, new messages.PropertyDiff().setKind(KIND_OF[kind]).setInputdiff(path !== 'live'));
  }
  if (replace) response.setReplacesList(all.map(({ path }) => path));
  response.setDiffsList([...new Set(all.map(({ path }) => path.split(/[.[]/)[0] ?? path))]);
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return response.setChanges(all.length > 0 ? DIFF_SOME : DIFF_NONE);
}

/** A method as gRPC wants it. What goes wrong is one line for a person, with its code; never a stack trace. */
function answer<Q, A>(method: Method<Q, A>) {
  return (call: ServerUnaryCall<Q, A>, callback: sendUnaryData<A>): void => {
    method(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback({ code: status.UNKNOWN, details: sentence(error) }),
    );
  };
}

function sentence(error: unknown): string {
  return error instanceof Problem ? problemLine(error) : `internal: ${problemLine(error)}`;
}
