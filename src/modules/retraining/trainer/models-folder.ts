import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ModelName } from '../../../models/prediction/model-manifest.js';
import { Config } from '../../platform/config.js';

/** Folders with a dot are no models to whoever reads the models folder. */
const arriving = '.arriving-';

/** The models folder, as versions are put there. A version stands there whole or not at all. */
@Injectable()
export class ModelsFolder {
  constructor(private readonly config: Config) {}

  /** Whether a version stands there. */
  async holds(name: ModelName, version: string): Promise<boolean> {
    return (await stat(this.placeOf(name, version)).catch(() => null)) !== null;
  }

  /** Puts a version there in one step; one that is there stays as it is. Says why it cannot be, in words; null where it is there. */
  async put(made: string, name: ModelName, version: string): Promise<string | null> {
    const stage = join(this.config.modelsDir, `${arriving}${version}`);
    try {
      await this.sweep();
      await mkdir(join(this.config.modelsDir, name), { recursive: true });
      await cp(made, stage, { recursive: true });
      await rename(stage, this.placeOf(name, version));
      return null;
    } catch (fault) {
      if (await this.holds(name, version)) return null;
      return `The version could not be put into MODELS_DIR (${codeOf(fault)}); every worker must be able to write there.`;
    } finally {
      await rm(stage, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** Takes a version out; again it changes nothing. Who runs it goes on from memory. */
  async remove(name: ModelName, version: string): Promise<void> {
    await rm(this.placeOf(name, version), { recursive: true, force: true });
  }

  /** What a process that died left half copied. */
  private async sweep(): Promise<void> {
    for (const name of await readdir(this.config.modelsDir).catch(() => []))
      if (name.startsWith(arriving)) await rm(join(this.config.modelsDir, name), { recursive: true, force: true }); // prettier-ignore
  }

  private placeOf(name: ModelName, version: string): string {
    return join(this.config.modelsDir, name, version);
  }
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
}
