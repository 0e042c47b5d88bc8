import { TestEnvironment } from 'jest-environment-node';

/** Node's environment, sharing the typed-array constructors with native modules, which compare them by identity. */
export default class SharedArrays extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const type of [
      Float32Array,
      Float64Array,
      Int8Array,
      Uint8Array,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      BigInt64Array,
      BigUint64Array,
      ArrayBuffer,
    ])
      this.global[type.name] = type;
  }
}
