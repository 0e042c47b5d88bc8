import fc from 'fast-check';
import { adfFaults } from '../../../../test/support/adf-grammar.js';
import { anyProspect } from '../../../../test/factories/any-prospect.js';
import { readAdf } from './read-adf.js';
import { writeAdf } from './write-adf.js';

const one = (xml: string) => {
  const read = readAdf(xml);
  if ('fault' in read) throw new Error(JSON.stringify(read.fault));
  return read.prospects.map(({ prospect }) => prospect);
};
const faultOf = (xml: string) => {
  const read = readAdf(xml);
  return 'fault' in read ? read.fault : null;
};
const least = `<adf><prospect><requestdate>2026-11-22</requestdate><vehicle><year>2026</year><make>Kia</make>
  <model>EV3</model></vehicle><customer><contact><name>Ann Lee</name><phone>1234567</phone></contact></customer>
  <vendor><contact><name>Sales</name></contact></vendor></prospect></adf>`;

describe('ADF', () => {
  it('is valid by the DTD whatever stands in its texts, and reads back as it was', () => {
    fc.assert(
      fc.property(anyProspect, (prospect) => {
        const xml = writeAdf(prospect);
        expect(adfFaults(xml)).toEqual([]);
        expect(one(xml)).toEqual([prospect]);
      }),
      { numRuns: 400 },
    );
  });

  it('is checked by a grammar that notices what a validator would', () => {
    const [prospect] = fc.sample(anyProspect.filter(({ provider }) => provider !== null), { numRuns: 1, seed: 7 }); // prettier-ignore
    const good = prospect ? writeAdf(prospect) : '';
    const moved = good.replace(/( {2}<requestdate>.*<\/requestdate>\n)([\s\S]*)(<\/prospect>)/, '$2$1$3');
    const breaches = [
      moved,
      good.replace('<requestdate>', '<requested>').replace('</requestdate>', '</requested>'),
      good.replace(/status="(new|resend)">/, 'status="old">'),
      good.replace('<?adf version="1.0"?>\n', ''),
      good.replace('</customer>', ''),
      good.replace(/<vendor>[\s\S]*<\/vendor>/, ''),
    ];
    for (const breach of breaches) {
      expect(breach).not.toBe(good);
      expect(adfFaults(breach)).not.toEqual([]);
    }
  });

  it('is read as it is found: any case, a prefix, missing parts, a bare ampersand, CDATA, comments', () => {
    const [found] =
      one(`\ufeff<?xml version="1.0"?><?ADF VERSION="1.0"?><!-- hand made --><a:ADF xmlns:a="urn:x">
      <Prospect STATUS='Resend'><ID Sequence="2" Source="B">two</ID><id sequence="1" source="A">one</id>
      <Vehicle Interest="Test-Drive" Status="USED"><Year>2024</Year><Make>Smith & Sons <3</Make><Model><![CDATA[E<3>]]></Model>
      <odometer units="MI">12,000</odometer></Vehicle>
      <customer><contact><name part="First">Jo&#233;l</name><email> jo@example.com </email><phone/></contact></customer>
      </Prospect></a:ADF>`);
    expect(found).toMatchObject({
      status: 'resend',
      ids: [{ value: 'one', source: 'A' }, { value: 'two' }],
      vehicles: [{ interest: 'test-drive', status: 'used', make: 'Smith & Sons <3', model: 'E<3>', odometer: { units: 'mi' } }], // prettier-ignore
      customer: {
        contact: { names: [{ part: 'first', value: 'Joél' }], email: 'jo@example.com', phones: [] },
      },
      vendor: { name: '', ids: [] },
      provider: null,
    });
    expect(one(least)).toMatchObject([{ customer: { contact: { phones: [{ type: 'voice' }] } } }]);
    expect(one(least.replace(/<\/?adf>/g, ''))).toHaveLength(1);
  });

  it('refuses a document type, and with it every entity of its own', () => {
    const bomb = `<!DOCTYPE adf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n${least}`;
    expect(faultOf(bomb)?.line).toBe(1);
    expect(faultOf(bomb)?.remedy).toContain('DOCTYPE');
    expect(faultOf(`<!doctype adf SYSTEM "file:///etc/passwd">${least}`)).not.toBeNull();
    expect(one(least.replace('Kia', '&secret;'))).toMatchObject([{ vehicles: [{ make: '&secret;' }] }]);
  });

  it.each([
    ['', 1],
    ['{"not": "xml"}', 1],
    ['<html></html>', 1],
    [least.slice(0, -20), 3],
    [least.replace('</make>', '</maker>'), 1],
    [`${least}\n${least}`, 4],
    [`\n${'<a>'.repeat(40)}`, 2],
    [least.replace('<year>', '<year "2026">'), 1],
  ])('says where %j cannot be read, and what to do', (xml, line) => {
    const fault = faultOf(xml);
    expect(fault?.line).toBe(line);
    expect(fault?.remedy.length).toBeGreaterThan(5);
  });

  it('says so in time, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', ' ', '"', '=', '&', '!', '-', '?') }),
        (xml) => {
          // prettier-ignore
          readAdf(xml);
        },
      ),
    );
    readAdf(`<a ${'b="c" '.repeat(50_000)}`);
    readAdf('<'.repeat(200_000));
    readAdf('<a '.repeat(100_000));
  });
});
