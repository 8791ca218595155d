import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type MarkupContent,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = join(ROOT, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');

/** The settings that VS Code takes from the folder, as it hands them on: `yaml.schemas` is `schemas` of the section `yaml`. */
function settingsOf(section: string): Record<string, unknown> {
  const all = JSON.parse(readFileSync(join(ROOT, '.vscode', 'settings.json'), 'utf8')) as object;
  const own = Object.entries(all).filter(([name]) => name.startsWith(`${section}.`));
  const settings: Record<string, unknown> = {};
  for (const [name, value] of own) {
    const steps = name.split('.').slice(1);
    const last = steps.pop() ?? '';
    let into = settings;
    for (const step of steps) into = into[step] = (into[step] ?? {}) as Record<string, unknown>;
    into[last] = value;
  }
  return settings;
}

/** A document as it lies in the editor, saved or not. */
export interface Opened {
  uri: string;
  text: string;
  /** What is marked in it. */
  diagnostics: readonly Diagnostic[];
}

/** The language server behind the extension redhat.vscode-yaml, with this folder open and asked as VS Code asks it. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #open = new Set<string>();
  #version = 0;

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.#connection = connection;
  }

  static async start(): Promise<LanguageServer> {
    const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => settingsOf(section ?? '')),
    );
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.listen();
    const uri = pathToFileURL(ROOT).href;
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'denwaban' }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
        },
        textDocument: {
          completion: { completionItem: { documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
          publishDiagnostics: {},
        },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return new LanguageServer(child, connection);
  }

  /** Opens a text as a file of the folder, anew where it is open, and waits until the server has said what is wrong with it. */
  async open(file: string, text: string): Promise<Opened> {
    const uri = pathToFileURL(join(ROOT, file)).href;
    if (this.#open.has(uri)) {
      const cleared = this.#told(uri);
      await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri },
      });
      await cleared;
    }
    this.#open.add(uri);
    // What it has read of a file it remembers by the version.
    this.#version += 1;
    const diagnostics = this.#told(uri);
    const textDocument = { uri, languageId: 'yaml', version: this.#version, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return { uri, text, diagnostics: await diagnostics };
  }

  /** The next that the server says of a file. */
  #told(uri: string): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      const listener = this.#connection.onNotification(PublishDiagnosticsNotification.type, (told) => {
        if (told.uri !== uri) return;
        listener.dispose();
        resolve(told.diagnostics);
      });
    });
  }

  /** What the editor proposes at a place. */
  async complete({ uri }: Opened, position: Position): Promise<string[]> {
    const found = await this.#connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position,
    });
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    return items.map((item) => item.label);
  }

  /** What is shown where the pointer rests. */
  async hover({ uri }: Opened, position: Position): Promise<string> {
    const found = await this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (found?.contents as MarkupContent | undefined)?.value ?? '';
  }

  async end(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#connection.sendNotification(ExitNotification.type);
    await gone;
    this.#connection.dispose();
  }
}

/** A text with `▮` where the cursor is, as a text without it and that place. */
export function cursor(marked: string): { text: string; position: Position } {
  const lines = marked.slice(0, marked.indexOf('▮')).split('\n');
  return {
    text: marked.replace('▮', ''),
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
}
