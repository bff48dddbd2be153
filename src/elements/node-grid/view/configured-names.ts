import type { Configuration } from '../../../domain/configuration.js';

/** Names of nodes by id, from a configuration; the same map as long as it is the same configuration. */
export class ConfiguredNames {
  #configuration: Configuration | undefined;
  #names: ReadonlyMap<string, string> = new Map();

  /** The names that a configuration gives; none without one. */
  from(configuration: Configuration | undefined): ReadonlyMap<string, string> {
    if (configuration !== this.#configuration) {
      this.#configuration = configuration;
      this.#names = new Map(configuration?.nodes.map(({ id, name }) => [id, name]));
    }
    return this.#names;
  }
}
