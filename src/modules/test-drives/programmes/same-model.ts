import type { ModelName } from '../../../models/test-drive/programme-rules.js';

/** A make and a model as a key, however they are spelled: `rav4hybrid` of `RAV4-Hybrid`. */
export function modelKey({ make, model }: ModelName): string {
  return `${plain(make)}/${plain(model)}`;
}

/** Whether a car is one of these models; where none is named, any car is. */
export function isAmong(models: readonly ModelName[], car: ModelName): boolean {
  return models.length === 0 || models.some((model) => modelKey(model) === modelKey(car));
}

/** Whether a model is called so, whatever its make. */
export function isCalled({ model }: ModelName, name: string): boolean {
  return plain(model) === plain(name);
}

/** Letters and digits of any script, without case and accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
