import { request as ask, createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** AWS's interfaces: moto behind them, and beside it a memory of what was asked. */
export class Api {
  readonly server: Server;
  readonly #moto: string;
  /** What was asked of the services that are asked by forms (EC2 Auto Scaling, CloudWatch), in order. */
  readonly asked: URLSearchParams[] = [];

  /** @param moto its endpoint */
  constructor(moto: string) {
    this.#moto = moto;
    this.server = createServer(async (request, response) => {
      const body = await buffer(request);
      const form = new URLSearchParams(body.toString('latin1'));
      if (form.has('Action')) this.asked.push(form);
      // moto knows no machine that answers its group.
      if (form.get('Action') === 'CompleteLifecycleAction') {
        response.end(
          '<CompleteLifecycleActionResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><CompleteLifecycleActionResult/></CompleteLifecycleActionResponse>',
        );
        return;
      }
      const { method, url, headers } = request;
      const passed = ask(moto + url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      passed.on('error', () => response.destroy());
      passed.end(body);
    });
  }

  /** Every question of one kind. */
  all(action: string): Record<string, string>[] {
    return this.asked
      .filter((form) => form.get('Action') === action)
      .map((form) => Object.fromEntries(form.entries()));
  }

  /** Asks CloudWatch Logs itself. */
  async logs(action: string, parameters: object): Promise<unknown> {
    const answer = await fetch(this.#moto, {
      method: 'POST',
      body: JSON.stringify(parameters),
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${action}`,
        // What moto knows the service by.
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/ap-northeast-1/logs/aws4_request',
      },
    });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json().catch(() => ({}));
  }
}
