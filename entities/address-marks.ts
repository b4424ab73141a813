/** What addresses hold in the place of a country: states, provinces, areas of postcodes, letters before them. */

const zipStates: Readonly<Record<string, string>> = {
  0: 'CT MA ME NH NJ RI VT',
  1: 'DE NY PA',
  2: 'DC MD NC SC VA WV',
  3: 'AL FL GA MS TN',
  4: 'IN KY MI OH',
  5: 'IA MN MT ND SD WI',
  6: 'IL KS MO NE',
  7: 'AR LA OK TX',
  8: 'AZ CO ID NM NV UT WY',
  9: 'AK CA HI OR WA',
};
export const stateDigit = new Map(
  Object.entries(zipStates).flatMap(([digit, states]) =>
    states.split(' ').map((state): [string, string] => [state, digit]),
  ),
);
/** Of the two letters that a state and a country share, those that addresses do write for the country. */
export const codesInAddresses = new Set('AR CA CO DE ID IL IN MA'.split(' '));
export const stateNames = new Set(
  (
    'alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,district of columbia,florida,hawaii,idaho,' +
    'illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,massachussetts,michigan,minnesota,mississippi,missouri,' +
    'montana,nebraska,nevada,new hampshire,new jersey,new mexico,new york,north carolina,north dakota,ohio,oklahoma,oregon,' +
    'pennsylvania,rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,virginia,washington,west virginia,' +
    'wisconsin,wyoming,washington dc,washington d c,d c,calif,cal,mass,conn,penn,minn,mich,colo,ariz,wash,fla,tex,n j,n y,' +
    'n h,n c,n m,va,md,pa,ill,oreg,tenn,wis,ca,ma'
  ).split(','),
);
export const shortStates = new Set(
  'calif,cal,mass,conn,penn,minn,mich,colo,ariz,wash,fla,tex,ill,oreg,tenn,wis,va,md,pa,ca,ma'.split(','),
);
export const provinces = new Set(
  (
    'alberta,british columbia,manitoba,new brunswick,newfoundland,nova scotia,ontario,prince edward island,quebec,' +
    'saskatchewan'
  ).split(','),
);
/** The areas of British postcodes; nobody else writes codes of their form. Jersey, Guernsey and Man are countries of their own. */
export const britishAreas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G ' +
    'GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA ' +
    'PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR ' +
    'WS WV YO ZE'
  ).split(' '),
);
export const islandAreas: Readonly<Record<string, string>> = { GY: 'GG', IM: 'IM', JE: 'JE' };
// The international car code before a postcode, as European addresses wrote it until the 2000s.
export const prefixes: Readonly<Record<string, string>> = {
  A: 'AT',
  AT: 'AT',
  B: 'BE',
  BE: 'BE',
  CH: 'CH',
  CY: 'CY',
  CZ: 'CZ',
  D: 'DE',
  DE: 'DE',
  DK: 'DK',
  E: 'ES',
  ES: 'ES',
  F: 'FR',
  FR: 'FR',
  FI: 'FI',
  FIN: 'FI',
  SF: 'FI',
  GR: 'GR',
  H: 'HU',
  HU: 'HU',
  HR: 'HR',
  I: 'IT',
  IT: 'IT',
  IS: 'IS',
  L: 'LU',
  LT: 'LT',
  LV: 'LV',
  N: 'NO',
  NO: 'NO',
  NL: 'NL',
  P: 'PT',
  PL: 'PL',
  PT: 'PT',
  RO: 'RO',
  S: 'SE',
  SE: 'SE',
  SI: 'SI',
  SK: 'SK',
  EE: 'EE',
};
export const alpha3: Readonly<Record<string, string>> = {
  CHN: 'CN',
  DEU: 'DE',
  GBR: 'GB',
  FRA: 'FR',
  JPN: 'JP',
  IND: 'IN',
  KOR: 'KR',
  CAN: 'CA',
  NLD: 'NL',
  SWE: 'SE',
  CHE: 'CH',
  ISR: 'IL',
  ITA: 'IT',
  ESP: 'ES',
  AUS: 'AU',
  FIN: 'FI',
};
