import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import plugin from '@pulumi/pulumi/proto/plugin_pb.js';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { fromStruct, type Properties, toStruct } from '../../src/apply/engines/pulumi/properties.ts';
import { parseUrn } from '../../src/apply/engines/pulumi/types.ts';
import { diffValues } from '../../src/plan/diff.ts';
import { answerCall, outputsOf } from '../infra/cloud-stand-in.ts';

/** AWS and Docker for Pulumi's real CLI: whatever is asked for is made, and read back as it was made unless a hand has been on it. */
export interface ProviderStandIn {
  /** For PULUMI_DEBUG_PROVIDERS. */
  providers: string;
  /** Hands on what is live, by the last word of the type and the name: `SecurityGroup edge`. undefined: it is gone; a throw: no answer. */
  hands: Map<string, (inputs: Properties) => Properties | undefined>;
  /** What was taken away. */
  deleted: string[];
  end(): void;
}

type Method = (request: never) => unknown;

const { PropertyDiff, DiffResponse } = messages;
const KIND = {
  add: PropertyDiff.Kind.ADD,
  delete: PropertyDiff.Kind.DELETE,
  update: PropertyDiff.Kind.UPDATE,
};

/** Serves it on a free port of this machine's loopback. */
export async function startProviderStandIn(): Promise<ProviderStandIn> {
  const hands: ProviderStandIn['hands'] = new Map();
  const deleted: string[] = [];
  let made = 0;
  const methods: Record<string, Method> = {
    handshake: () => new messages.ProviderHandshakeResponse(),
    checkConfig: checked,
    diffConfig: () => new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_NONE),
    configure: () => new messages.ConfigureResponse().setSupportspreview(true),
    check: checked,
    diff: (request: messages.DiffRequest) => {
      const changes = diffValues(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
      const response = new DiffResponse().setHasdetaileddiff(true);
      for (const { path, kind } of changes) {
        const diff = new PropertyDiff().setKind(KIND[kind]).setInputdiff(true);
        response.getDetaileddiffMap().set(path, diff);
      }
      return response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
    },
    invoke: (request: messages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(
        toStruct(answerCall(request.getTok(), fromStruct(request.getArgs()))),
      ),
    create: (request: messages.CreateRequest) => {
      const { token, name } = parseUrn(request.getUrn());
      const inputs = fromStruct(request.getProperties());
      const id = `${name}-${++made}`;
      const properties = { ...inputs, ...outputsOf(token, name, id, inputs) };
      return new messages.CreateResponse().setId(id).setProperties(toStruct(properties));
    },
    read: (request: messages.ReadRequest) => {
      const { token, name } = parseUrn(request.getUrn());
      const known = fromStruct(request.getInputs());
      const hand = hands.get(`${token.slice(token.lastIndexOf(':') + 1)} ${name}`);
      const inputs = hand ? hand(known) : known;
      const response = new messages.ReadResponse();
      if (!inputs) return response;
      const properties = { ...fromStruct(request.getProperties()), ...inputs };
      return response.setId(request.getId()).setInputs(toStruct(inputs)).setProperties(toStruct(properties));
    },
    update: (request: messages.UpdateRequest) =>
      new messages.UpdateResponse().setProperties(request.getNews()),
    delete: (request: messages.DeleteRequest) => {
      deleted.push(request.getUrn());
      return new empty.Empty();
    },
    cancel: () => new empty.Empty(),
    getPluginInfo: () => new plugin.PluginInfo().setVersion('7.48.0'),
    attach: () => new empty.Empty(),
  };
  const server = new Server();
  const service = Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, answer(method)]));
  server.addService(ResourceProviderService, service as never);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    providers: `aws:${port},docker:${port}`,
    hands,
    deleted,
    end: () => server.forceShutdown(),
  };
}

function checked(request: messages.CheckRequest): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(request.getNews());
}

function answer(method: Method) {
  return (call: ServerUnaryCall<never, unknown>, callback: sendUnaryData<unknown>): void => {
    try {
      callback(null, method(call.request));
    } catch (error) {
      callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}
