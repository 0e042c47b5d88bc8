/** Makes whose spelling is not simply their words capitalised, or that people write in more than one way. */
const spellings = new Map(
  Object.entries({
    vw: 'Volkswagen',
    vauxhall: 'Vauxhall',
    merc: 'Mercedes-Benz',
    mercedes: 'Mercedes-Benz',
    'mercedes benz': 'Mercedes-Benz',
    'mercedes-benz': 'Mercedes-Benz',
    bmw: 'BMW',
    mini: 'MINI',
    gmc: 'GMC',
    mg: 'MG',
    byd: 'BYD',
    ds: 'DS',
    seat: 'SEAT',
    cupra: 'CUPRA',
    skoda: 'Škoda',
    škoda: 'Škoda',
    citroen: 'Citroën',
    citroën: 'Citroën',
    landrover: 'Land Rover',
    'land rover': 'Land Rover',
    'land-rover': 'Land Rover',
    alfa: 'Alfa Romeo',
    'alfa romeo': 'Alfa Romeo',
    'aston martin': 'Aston Martin',
    'rolls royce': 'Rolls-Royce',
    'rolls-royce': 'Rolls-Royce',
    chevy: 'Chevrolet',
    mclaren: 'McLaren',
    'mclaren automotive': 'McLaren',
    'ruf automobile': 'RUF',
    sti: 'STI',
    smart: 'smart',
    ssangyong: 'SsangYong',
    'range rover': 'Land Rover',
  }),
);

/** One spelling for each make, so that `vw`, `VW` and `Volkswagen` are one. Makes we do not know keep their letters. */
export function canonicalMake(written: string): string {
  const name = written.trim().replaceAll(/\s+/g, ' ');
  const lower = name.toLowerCase();
  const known = spellings.get(lower);
  if (known !== undefined) return known;
  if (name !== lower && (name !== name.toUpperCase() || name.length <= 3)) return name;
  return lower.replaceAll(/(^|[\s-])\p{L}/gu, (start) => start.toUpperCase());
}
