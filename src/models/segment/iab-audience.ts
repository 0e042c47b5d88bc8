/** `segtax` of IAB Tech Lab's Audience Taxonomy 1.1 (AdCOM), by which whoever reads the ids knows what they are. */
export const iabAudienceTaxonomy = 4;

const ownership = 'Purchase Intent | Automotive Ownership';
const fresh = `${ownership} | New Vehicles`;
const owned = `${ownership} | Pre-Owned Vehicles`;
const products = 'Purchase Intent | Automotive Products';
const services = 'Purchase Intent | Automotive Services';

/** Every audience of that taxonomy that has to do with cars: its id, and where it stands there. */
export const iabAudiences: ReadonlyMap<string, string> = new Map([
  ['243', 'Interest | Automotive'],
  ['244', 'Interest | Automotive | Auto Buying and Selling'],
  ['253', 'Interest | Automotive | Green Vehicles'],
  ['254', 'Interest | Automotive | Luxury Vehicles'],
  ['256', 'Interest | Automotive | Performance Vehicles'],
  ['805', ownership],
  ['806', fresh],
  ['808', `${fresh} | Sedan`],
  ['809', `${fresh} | Wagon`],
  ['810', `${fresh} | SUV`],
  ['811', `${fresh} | Van`],
  ['812', `${fresh} | Convertible`],
  ['813', `${fresh} | Coupe`],
  ['814', `${fresh} | Crossover`],
  ['815', `${fresh} | Hatchback`],
  ['817', `${fresh} | Minivan`],
  ['818', `${fresh} | Off-Road Vehicles`],
  ['819', `${fresh} | Pickup Trucks`],
  ['820', `${fresh} | Budget Vehicles`],
  ['824', `${fresh} | Green Vehicles`],
  ['825', `${fresh} | Luxury Vehicles`],
  ['826', `${fresh} | Performance Vehicles`],
  ['829', owned],
  ['831', `${owned} | Sedan`],
  ['832', `${owned} | Wagon`],
  ['833', `${owned} | SUV`],
  ['834', `${owned} | Van`],
  ['835', `${owned} | Convertible`],
  ['836', `${owned} | Coupe`],
  ['837', `${owned} | Crossover`],
  ['838', `${owned} | Hatchback`],
  ['840', `${owned} | Minivan`],
  ['842', `${owned} | Pickup Trucks`],
  ['843', `${owned} | Budget Vehicles`],
  ['847', `${owned} | Green Vehicles`],
  ['848', `${owned} | Luxury Vehicles`],
  ['849', `${owned} | Performance Vehicles`],
  ['852', products],
  ['860', `${products} | Tires`],
  ['861', services],
  ['862', `${services} | Rental`],
  ['863', `${services} | Towing and Repair`],
  ['1390', 'Purchase Intent | Auto Insurance'],
]);
