/** A model as a source writes it, cut into the family people ask for and the rest. */
export interface ModelName {
  readonly model: string;
  /** Empty when the name is the family alone. */
  readonly trim: string;
}

/** Families of more than one word; without them `Grand Cherokee 4WD` would be a `Grand`. Longest first wins. */
const longFamilies = [
  'Grand Cherokee', 'Grand Wagoneer', 'Grand Caravan', 'Grand C-MAX', 'Grand Vitara', 'Grand Tourneo Connect',
  'Range Rover Evoque', 'Range Rover Sport', 'Range Rover Velar', 'Range Rover', 'Discovery Sport',
  'Land Cruiser', 'Corolla Cross', 'Corolla Hatchback', 'GR Supra', 'Prius c', 'Prius v', 'Urban Cruiser',
  'Santa Fe', 'Santa Cruz', 'Eclipse Cross', 'Outlander Sport', 'Rogue Sport', 'Bronco Sport', 'Mustang Mach-E',
  'Transit Connect', 'Tourneo Custom', 'Tourneo Connect', 'Transit Tourneo', 'Crown Victoria', 'F-150 Lightning',
  'Atlas Cross Sport', 'Golf SV', 'Golf Alltrack', 'Golf SportWagen', 'Tiguan Allspace', 'Caddy Maxi Life', 'Caddy Maxi',
  'Caddy Life', 'Model 3', 'Model S', 'Model X', 'Model Y', 'Ioniq 5', 'Ioniq 6', 'Elantra GT', 'Encore GX', 'Bolt EUV', 'Bolt EV',
  'Q4 e-tron', 'e-tron GT', 'Flying Spur', 'Continental GT', 'Continental Supersports', 'Town Car', 'Town and Country',
  'Yukon XL', 'City Express', 'Promaster City', 'Civic del Sol', 'Monte Carlo', 'El Camino', 'Park Avenue',
  'MX-5 Miata', '124 Spider', 'PROACE VERSO', 'AMG GT', 'Urus Performante', '500 L', '500 X', 'RS e-tron GT',
].map((name) => name.toLowerCase()).sort((a, b) => b.length - a.length); // prettier-ignore

/** Families told from the code of an engine or size. The code stays in the trim, unless it is `dropped` as saying no more than the family. */
const coded: { make: RegExp; code: RegExp; model: (found: RegExpExecArray) => string; dropped?: boolean }[] = [
  { make: /^BMW$/, code: /^([1-8]) Series\b/i, model: ([, series]) => `${series ?? ''} Series`, dropped: true },
  { make: /^Mercedes-Benz$/, code: /^([A-Z])[ -]Class\b/i, model: ([, name]) => `${(name ?? '').toUpperCase()}-Class`, dropped: true },
  { make: /^Mercedes-Benz$/, code: /^([A-Z]{2,3})[ -]Class\b/i, model: ([, name]) => (name ?? '').toUpperCase(), dropped: true },
  { make: /^BMW$/, code: /^(M?)([1-8])(\d\d)[a-z]*\b/i, model: ([, , series]) => `${series ?? ''} Series` },
  { make: /^BMW$/, code: /^(?:Alpina )?(X[1-7]|XB7|Z[348]|iX|i[3478]|M[2-8]|B[678])s?\b/i, model: ([, name]) => (name ?? '').replace(/^I/, 'i') },
  { make: /^Mercedes-Benz$/, code: /^(?:AMG )?(GLA|GLB|GLC|GLE|GLS|GLK|CLA|CLS|CLK|SLC|SLK|SLS|EQB|EQE|EQS|SL|ML|GL|A|B|C|E|G|R|S) ?\d\d+[a-z]*\b/i, model: ([, name]) => ((name ?? '').length === 1 ? `${name ?? ''}-Class` : (name ?? '')) },
  { make: /^MINI$/, code: /^(?:Cooper|JCW|John Cooper Works)(?: S| SE)? (Countryman|Clubman|Convertible|Paceman|Coupe|Roadster)\b/i, model: ([, name]) => name ?? '' },
  { make: /^MINI$/, code: /^(?:Cooper|JCW|John Cooper Works)\b/i, model: () => 'Hatch' },
  { make: /^Audi$/, code: /^RS ?(\d|Q\d)\b/i, model: ([, size]) => `RS ${size ?? ''}`, dropped: true },
  { make: /^Volvo$/, code: /^(V\d0)(?=CC\b)/, model: ([, name]) => name ?? '', dropped: true },
  { make: /^Ford$/, code: /^F-?150(?: Pickup)?\b(?! Lightning)/i, model: () => 'F-150', dropped: true },
  { make: /^Ford$/, code: /^Shelby (?:GT\d+) Mustang/i, model: () => 'Mustang' },
  { make: /^Land Rover$/, code: /^(?:New )?Range Rover\b(?! (?:Sport|Evoque|Velar))/i, model: () => 'Range Rover', dropped: true },
  { make: /^Land Rover$/, code: /^New Range Rover Sport\b/i, model: () => 'Range Rover Sport', dropped: true },
  { make: /^Land Rover$/, code: /^Evoque\b/i, model: () => 'Range Rover Evoque', dropped: true },
  { make: /^Fiat$/, code: /^500 ?(L|X|e)\b/i, model: ([, body]) => `500${body ?? ''}`, dropped: true },
  { make: /^Toyota$/, code: /^(?:GR ?|GT ?)?86\b/i, model: () => 'GT86', dropped: true },
  { make: /^Porsche$/, code: /^(?:718 )?(Boxster|Cayman)\b/i, model: ([, name]) => `718 ${name ?? ''}`, dropped: true },
  { make: /^Nissan$/, code: /^Leaf\b/i, model: () => 'Leaf', dropped: true },
  { make: /^Volkswagen$/, code: /^(GTI|Golf-R|GLI)\b/i, model: ([, name]) => (name?.toUpperCase() === 'GLI' ? 'Jetta' : 'Golf') },
]; // prettier-ignore

/**
 * Cuts a source's model name into family and trim. The EPA has no column for the family, and a dealer's feed often
 * writes both into one. What the tables do not know is cut after its first word.
 */
export function splitModel(make: string, written: string): ModelName {
  const name = written.trim().replaceAll(/\s+/g, ' ');
  for (const { make: ofMake, code, model, dropped } of coded) {
    const found = ofMake.test(make) ? code.exec(name) : null;
    if (found) return withoutEcho(model(found), dropped === true ? name.slice(found[0].length).trim() : name);
  }
  const lower = name.toLowerCase();
  const family = longFamilies.find((long) => lower === long || lower.startsWith(`${long} `));
  const length = family?.length ?? (name.includes(' ') ? name.indexOf(' ') : name.length);
  return { model: name.slice(0, length), trim: name.slice(length).trim() };
}

/** `Z4`, `Z4 M40i` would be read out as "Z4 Z4 M40i". */
function withoutEcho(model: string, trim: string): ModelName {
  return {
    model,
    trim: trim
      .split(' ')
      .filter((word) => word !== model)
      .join(' '),
  };
}
