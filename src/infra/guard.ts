import * as pulumi from '@pulumi/pulumi';

/**
 * Depends on everything that a program makes, and so is the first to go when that is destroyed: where it is protected, the destroy ends here.
 * `protect` on what is to be kept does not do that: a destroy without a preview fails only when it gets there, and the machines are gone by then.
 */
export function guard(name: string, everything: pulumi.ComponentResource, protect: boolean): void {
  new Guard(name, everything, protect);
}

class Guard extends pulumi.ComponentResource {
  constructor(name: string, everything: pulumi.ComponentResource, protect: boolean) {
    super('denwaban:aws:Guard', name, {}, { dependsOn: [everything], protect });
    this.registerOutputs({});
  }
}
