import { bodyStyles, type BodyStyle } from '../../models/vehicle/vehicle-facts.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';

/**
 * Body styles of models sold in Europe and America, by make and family. The EPA's classes measure the space inside
 * and a dealer's feed often says nothing; this table knows the car. Families sold in several bodies are here only
 * where nearly all have one.
 */
const table: Record<string, Partial<Record<BodyStyle, string>>> = {
  'Alfa Romeo': { SEDAN: 'Giulia', SUV: 'Stelvio Tonale', HATCHBACK: 'Giulietta MiTo', CONVERTIBLE: 'Spider' },
  Audi: { SUV: 'Q2 Q3 Q4_e-tron Q5 Q7 Q8 SQ5 SQ7 SQ8 e-tron RS_Q8', HATCHBACK: 'A1 A7 S7 RS_7', SEDAN: 'A4 A6 A8 S4 S6 S8 e-tron_GT', ESTATE: 'allroad RS_6', COUPE: 'TT R8 TTS' },
  BMW: { SUV: 'X1 X2 X3 X4 X5 X6 X7 iX XB7', HATCHBACK: '1_Series i3', SEDAN: '3_Series 5_Series 7_Series i4 i7 M3 M5', COUPE: 'M2 M4 i8', CONVERTIBLE: 'Z3 Z4 Z8' },
  Chevrolet: { HATCHBACK: 'Bolt_EV Spark Volt Aveo', SUV: 'Bolt_EUV HHR', COUPE: 'Camaro Corvette', PICKUP: 'Silverado Colorado' },
  Citroën: { HATCHBACK: 'C1 C3 C4', SUV: 'C3_Aircross C5_Aircross', VAN: 'Berlingo SpaceTourer' },
  Dacia: { HATCHBACK: 'Sandero', SUV: 'Duster Bigster', ESTATE: 'Jogger' },
  Dodge: { COUPE: 'Challenger Viper', SEDAN: 'Charger', SUV: 'Durango Journey' },
  Fiat: { HATCHBACK: '500 500e Panda Tipo Punto', SUV: '500X', CONVERTIBLE: '124_Spider', VAN: 'Doblo 500L' },
  Ford: {
    HATCHBACK: 'Fiesta Focus Mondeo Ka Ka+ B-MAX C-MAX Escort', SUV: 'Kuga EcoSport Edge Puma Escape Explorer Expedition Bronco Bronco_Sport Mustang_Mach-E',
    SEDAN: 'Fusion Taurus Crown_Victoria', COUPE: 'Mustang GT', CONVERTIBLE: 'Streetka', PICKUP: 'Ranger F-150 F-150_Lightning Maverick',
    VAN: 'Galaxy S-MAX Grand_C-MAX Tourneo_Custom Tourneo_Connect Grand_Tourneo_Connect Transit_Tourneo Transit Transit_Connect',
  },
  Honda: { HATCHBACK: 'Jazz Fit', SUV: 'HR-V CR-V Pilot Passport ZR-V e:Ny1', SEDAN: 'Accord Insight Clarity', PICKUP: 'Ridgeline', VAN: 'Odyssey' },
  Hyundai: { HATCHBACK: 'i10 i20 i30 Ioniq Elantra_GT', COUPE: 'Veloster', SUV: 'Kona Tucson Santa_Fe Palisade Venue Bayon Ioniq_5 Nexo', SEDAN: 'Ioniq_6 Elantra Sonata Accent', PICKUP: 'Santa_Cruz' },
  Jaguar: { SEDAN: 'XE XF XJ', SUV: 'E-Pace F-Pace I-Pace', COUPE: 'F-Type' },
  Kia: { HATCHBACK: 'Picanto Rio Ceed', SUV: 'Niro Soul EV6 EV9 Sportage Sorento Seltos Telluride XCeed Stonic', SEDAN: 'Forte K5 Optima Stinger Cadenza K900', VAN: 'Carnival Sedona' },
  Lamborghini: { SUV: 'Urus' },
  'Land Rover': { SUV: 'Defender Discovery Discovery_Sport Freelander Range_Rover Range_Rover_Evoque Range_Rover_Sport Range_Rover_Velar' },
  Lexus: { HATCHBACK: 'CT', SUV: 'UX NX RX GX LX', SEDAN: 'ES GS IS LS HS', COUPE: 'RC LC LFA' },
  Lucid: { SEDAN: 'Air' },
  Mazda: { HATCHBACK: '2', SUV: 'CX-3 CX-30 CX-5 CX-50 CX-60 CX-7 CX-9 MX-30', SEDAN: '6', CONVERTIBLE: 'MX-5 MX-5_Miata' },
  'Mercedes-Benz': { HATCHBACK: 'B-Class', SUV: 'GLA GLB GLC GLE GLS GLK G-Class ML GL EQA EQB EQC', SEDAN: 'CLA CLS EQS EQE S-Class', CONVERTIBLE: 'SL SLC SLK', COUPE: 'AMG_GT SLS CLK', VAN: 'Metris Sprinter V-Class Vito' },
  MG: { HATCHBACK: 'MG3 MG4 3 4', SUV: 'ZS HS', ESTATE: 'MG5 5' },
  MINI: { HATCHBACK: 'Hatch', SUV: 'Countryman Paceman', ESTATE: 'Clubman', CONVERTIBLE: 'Convertible Roadster' },
  Mitsubishi: { HATCHBACK: 'Mirage', SUV: 'Outlander Outlander_Sport Eclipse_Cross ASX Shogun', PICKUP: 'L200' },
  Nissan: { HATCHBACK: 'Micra Leaf Note', SUV: 'Juke Qashqai X-Trail Rogue Rogue_Sport Murano Ariya Kicks Pathfinder Armada', COUPE: '370Z 350Z GT-R Z', PICKUP: 'Navara Frontier Titan', VAN: 'NV200' },
  Peugeot: { HATCHBACK: '108 208 308', SUV: '2008 3008 5008', SEDAN: '508', VAN: 'Rifter Traveller' },
  Polestar: { HATCHBACK: '2', COUPE: '1', SUV: '3 4' },
  Porsche: { SUV: 'Cayenne Macan', HATCHBACK: 'Panamera', SEDAN: 'Taycan', COUPE: '911 718_Cayman', CONVERTIBLE: '718_Boxster 718_Spyder' },
  Renault: { HATCHBACK: 'Clio Zoe Megane Twingo', SUV: 'Captur Kadjar Austral Arkana', VAN: 'Scenic Kangoo' },
  Rivian: { SUV: 'R1S', PICKUP: 'R1T' },
  'Rolls-Royce': { SUV: 'Cullinan' },
  SEAT: { HATCHBACK: 'Ibiza Leon Mii', SUV: 'Arona Ateca Tarraco', VAN: 'Alhambra' },
  Škoda: { HATCHBACK: 'Fabia Citigo Scala Rapid Octavia Superb', SUV: 'Kamiq Karoq Kodiaq Enyaq Yeti' },
  smart: { HATCHBACK: 'fortwo forfour EQ' },
  Subaru: { SUV: 'Crosstrek Forester Ascent Solterra XV', SEDAN: 'Legacy WRX', ESTATE: 'Outback Levorg', COUPE: 'BRZ' },
  Tesla: { SEDAN: 'Model_3', HATCHBACK: 'Model_S', SUV: 'Model_X Model_Y', CONVERTIBLE: 'Roadster' },
  Toyota: {
    HATCHBACK: 'Yaris Aygo Auris Prius Prius_c IQ Corolla_Hatchback Mirai Verso-S', SUV: 'C-HR RAV4 Land_Cruiser Urban_Cruiser Highlander Corolla_Cross Venza bZ4X 4Runner Sequoia',
    SEDAN: 'Camry Avensis Avalon', COUPE: 'GT86 Supra GR_Supra', PICKUP: 'Hilux Tacoma Tundra', VAN: 'Verso PROACE_VERSO Sienna', ESTATE: 'Prius_v',
  },
  Vauxhall: { HATCHBACK: 'Corsa Astra Adam Viva', SUV: 'Mokka Crossland Grandland', SEDAN: 'Insignia', VAN: 'Zafira Meriva Vivaro Combo' },
  Volkswagen: {
    HATCHBACK: 'Golf Polo Up Golf_SV ID.3 Fox Scirocco Beetle Arteon', SUV: 'Tiguan Tiguan_Allspace T-Roc T-Cross Touareg ID.4 Atlas Atlas_Cross_Sport Taos',
    SEDAN: 'Passat Jetta CC', CONVERTIBLE: 'Eos', ESTATE: 'Golf_Alltrack Golf_SportWagen', PICKUP: 'Amarok',
    VAN: 'Touran Sharan Caravelle Shuttle Caddy Caddy_Maxi Caddy_Life Caddy_Maxi_Life California Multivan',
  },
  Volvo: { HATCHBACK: 'V40 C30', SUV: 'XC40 XC60 XC90 C40 EX30 EX90', SEDAN: 'S40 S60 S80 S90', ESTATE: 'V50 V60 V70 V90 XC70' },
}; // prettier-ignore

const bodies = new Map(
  Object.entries(table).flatMap(([make, byBody]) =>
    bodyStyles.flatMap((body) =>
      (byBody[body] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((model): [string, BodyStyle] => [keyOf(make, model.replaceAll('_', ' ')), body]),
    ),
  ),
);

/** The body nearly every car of that family has, or undefined for families we do not know. */
export function bodyOfModel(make: string, model: string): BodyStyle | undefined {
  return bodies.get(keyOf(make, model));
}

function keyOf(make: string, model: string): string {
  return `${canonicalMake(make)}|${model.trim()}`.toLowerCase();
}
