import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import { providerService, type Served } from './service.ts';

/** A release lists ten thousand tenants; gRPC's own limit is 4 MB. */
const MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves the provider on a free port of this machine's loopback. */
export async function serveProvider(served: Served): Promise<{ port: number; stop: () => void }> {
  const server = new Server({ 'grpc.max_receive_message_length': MESSAGE_BYTES });
  server.addService(ResourceProviderService, providerService(served));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}
