import fc from 'fast-check';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import { bodyOfModel } from './model-bodies.js';
import { splitModel } from './model-names.js';

describe('names of makes and models', () => {
  it.each([
    ['vw', 'Volkswagen'],
    [' VW ', 'Volkswagen'],
    ['ford', 'Ford'],
    ['TOYOTA', 'Toyota'],
    ['bmw', 'BMW'],
    ['alfa  romeo', 'Alfa Romeo'],
    ['Škoda', 'Škoda'],
    ['mercedes', 'Mercedes-Benz'],
    ['lynk & co', 'Lynk & Co'],
    ['constructor', 'Constructor'],
  ])('write %s as %s', (written, make) => expect(canonicalMake(written)).toBe(make));

  it.each([
    ['Toyota', 'RAV4 Hybrid  AWD', 'RAV4', 'Hybrid AWD'],
    ['Jeep', 'Grand Cherokee 4WD', 'Grand Cherokee', '4WD'],
    ['Land Rover', 'New Range Rover Sport P400 MHEV', 'Range Rover Sport', 'P400 MHEV'],
    ['Land Rover', 'Range Rover Velar', 'Range Rover Velar', ''],
    ['BMW', 'M340i xDrive Sedan', '3 Series', 'M340i xDrive Sedan'],
    ['BMW', 'Z4 M40i', 'Z4', 'M40i'],
    ['Mercedes-Benz', 'AMG GLC43 4matic', 'GLC', 'AMG GLC43 4matic'],
    ['Mercedes-Benz', 'C300', 'C-Class', 'C300'],
    ['Ford', 'F150 Pickup 4WD', 'F-150', '4WD'],
    ['Ford', 'F-150 Lightning 4WD', 'F-150 Lightning', '4WD'],
    ['Volkswagen', 'Golf-R', 'Golf', 'Golf-R'],
    ['BMW', '3 Series M Sport', '3 Series', 'M Sport'],
    ['Mercedes-Benz', 'C Class', 'C-Class', ''],
    ['Mercedes-Benz', 'GLA Class', 'GLA', ''],
    ['Ford', ' Fiesta', 'Fiesta', ''],
    ['Ford', 'Grand Tourneo Connect', 'Grand Tourneo Connect', ''],
  ])('cut %s %s into %s and "%s"', (make, written, model, trim) =>
    expect(splitModel(make, written)).toEqual({ model, trim }),
  );

  it('always leave a model where there was a name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (make, name) => {
        fc.pre(name.trim() !== '');
        expect(splitModel(make, name).model.trim()).not.toBe('');
      }),
    );
  });

  it('tell the body of what dealers sell', () => {
    expect(bodyOfModel('ford', 'fiesta')).toBe('HATCHBACK');
    expect(bodyOfModel('VW', 'T-Roc')).toBe('SUV');
    expect(bodyOfModel('toyota', ' C-HR')).toBe('SUV');
    expect(bodyOfModel('vw', 'Caddy Maxi Life')).toBe('VAN');
    expect(bodyOfModel('Ford', 'Hovercraft')).toBeUndefined();
  });
});
