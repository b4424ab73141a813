import { describe, expect, it } from 'vitest';
import { resolveItuSource } from '#entities/itu-source.ts';
import { lists } from '#entities/organisation.ts';

const on = '2023-03-06';
const of = (text: string, day = on) => {
  const { role, country, parts } = resolveItuSource(text, day);
  return [role, country, parts.map((part) => part.organisation).join('+') || null] as const;
};
const byId = new Map(lists.organisations.map((row) => [row.id, row]));

describe('who is who at the ITU', () => {
  it.each([
    // India
    ['Reliance Jio Infocomm Limited', 'reliance-jio', 'operator', 'IN'],
    ['Jio Platforms Ltd (India)', 'jio-platforms', 'company', 'IN'],
    ['Bharti Airtel Limited', 'bharti-airtel', 'operator', 'IN'],
    ['Bharat Sanchar Nigam Limited (BSNL)', 'bsnl', 'operator', 'IN'],
    [
      'Department of Telecommunications (India)',
      'department-of-telecommunications-india',
      'government',
      'IN',
    ],
    [
      'Telecommunication Engineering Centre (TEC) (India)',
      'telecommunication-engineering-centre',
      'government',
      'IN',
    ],
    ['TSDSI', 'tsdsi', 'standards-body', 'IN'],
    ['Centre for Development of Telematics (C-DOT)', 'c-dot', 'research', 'IN'],
    ['CDOT', 'c-dot', 'research', 'IN'],
    // The Gulf and Egypt
    ['STC (Saudi Arabia)', 'saudi-telecom-company', 'operator', 'SA'],
    ['Saudi Telecom Company', 'saudi-telecom-company', 'operator', 'SA'],
    ['du (United Arab Emirates)', 'du', 'operator', 'AE'],
    ['Etisalat by e&', 'etisalat', 'operator', 'AE'],
    [
      'Communications and Information Technology Commission (CITC) (Saudi Arabia)',
      'cst-saudi-arabia',
      'regulator',
      'SA',
    ],
    ['Communications, Space and Technology Commission (CST)', 'cst-saudi-arabia', 'regulator', 'SA'],
    ['National Telecommunication Regulatory Authority (NTRA) (Egypt)', 'ntra-egypt', 'regulator', 'EG'],
    ['National Telecom Regulatory Authority (NTRA)', 'ntra-egypt', 'regulator', 'EG'],
    ['CITC', 'cst-saudi-arabia', 'regulator', 'SA'],
    ['Telecom Egypt, S.A.E.', 'telecom-egypt', 'operator', 'EG'],
    // Africa
    ['Nigerian Communications Commission (NCC)', 'nigerian-communications-commission', 'regulator', 'NG'],
    ['Tanzania Telecommunications Corporation (TTCL)', 'ttcl', 'operator', 'TZ'],
    ['Tanzania Communications Regulatory Authority (TCRA)', 'tcra', 'regulator', 'TZ'],
    ['Communications Authority of Kenya', 'communications-authority-of-kenya', 'regulator', 'KE'],
    ['Safaricom PLC', 'safaricom', 'operator', 'KE'],
    ['MTN Group', 'mtn', 'operator', 'ZA'],
    ['Vodacom', 'vodacom', 'operator', 'ZA'],
    ['Independent Communications Authority of South Africa (ICASA)', 'icasa', 'regulator', 'ZA'],
    ['Sonatel S.A.', 'sonatel', 'operator', 'SN'],
    ['ARTP (Senegal)', 'artp-senegal', 'regulator', 'SN'],
    [
      'National Communications Authority (NCA) (Ghana)',
      'national-communications-authority-ghana',
      'regulator',
      'GH',
    ],
    // Korea and Japan
    ['LG Uplus', 'lg-uplus', 'operator', 'KR'],
    ['LG U+', 'lg-uplus', 'operator', 'KR'],
    ['Telecommunications Technology Association (TTA)', 'tta', 'standards-body', 'KR'],
    ['Ministry of Science and ICT (MSIT) (Korea (Rep. of))', 'msit-korea', 'government', 'KR'],
    ['RRA (Korea (Republic of))', 'rra-korea', 'government', 'KR'],
    ['Korea Communications Agency (KCA)', 'kca-korea', 'government', 'KR'],
    ['Telecommunication Technology Committee (TTC)', 'ttc-japan', 'standards-body', 'JP'],
    ['Ministry of Internal Affairs and Communications (MIC) (Japan)', 'mic-japan', 'government', 'JP'],
    // China
    ['China Communications Standards Association (CCSA)', 'ccsa', 'standards-body', 'CN'],
    ['FiberHome Technologies Group', 'fiberhome', 'company', 'CN'],
    ['China Information Communication Technologies Group (CICT)', 'cict', 'company', 'CN'],
    ['China United Network Communications Group Co., Ltd.', 'china-unicom', 'operator', 'CN'],
    ['China Mobile Communications Group Co., Ltd.', 'china-mobile', 'operator', 'CN'],
    ['China Telecommunications Corporation', 'china-telecom', 'operator', 'CN'],
    // Others
    ['Telenor ASA', 'telenor', 'operator', 'NO'],
    ['Proximus', 'proximus', 'operator', 'BE'],
    ['ETNO', 'etno', 'non-profit', null],
    ['NTIA', 'ntia', 'government', 'US'],
    ['Bundesnetzagentur (BNetzA)', 'bnetza', 'regulator', 'DE'],
    ['Agence nationale des fréquences (ANFR)', 'anfr', 'government', 'FR'],
    ['Agência Nacional de Telecomunicações (ANATEL)', 'anatel', 'regulator', 'BR'],
    ['Innovation, Science and Economic Development Canada (ISED)', 'ised', 'government', 'CA'],
    ['Australian Communications and Media Authority (ACMA)', 'acma', 'regulator', 'AU'],
    ['Infocomm Media Development Authority (IMDA)', 'imda', 'government', 'SG'],
    ['Central Science Research Telecommunication Institute (ZNIIS)', 'zniis', 'research', 'RU'],
  ])('%s is %s', (text, id, kind, country) => {
    expect(of(text)[2]).toBe(id);
    expect(byId.get(id)).toMatchObject({ kind, country });
  });

  it.each([
    'TEC',
    'CA',
    'du',
    'STC',
    'MIC',
    'KCA',
    'TTC',
    'RRA',
    'NCA',
    'NTRA',
    'TRA',
    'CRA',
    'ARTP',
    'ARCEP',
    'ITRI',
  ])('the letters %s alone are nobody: more than one bears them', (letters) => {
    expect(of(letters)[2]).toBeNull();
  });

  it('one name of two authorities is the one of the country beside it, and beside no country neither', () => {
    expect(of('National Communications Authority (NCA)')[2]).toBeNull();
    expect(of('MIC (Japan)')[2]).toBe('mic-japan');
    expect(of('MIC (Viet Nam)')[2]).toBe('mic-viet-nam');
    expect(of('TRA (Oman)')[2]).toBe('tra-oman');
    expect(of('TRA (United Arab Emirates)')[2]).toBe('tra-united-arab-emirates');
    expect(of('ARCEP (Benin)')[2]).toBe('arcep-benin');
    expect(of('ARCEP Burkina Faso')[2]).toBe('arcep-burkina-faso');
    expect(of('ARCEP (France)')[2]).toBe('arcep');
  });

  it('the academy of China has one name after another', () => {
    for (const name of [
      'CAICT',
      'CATR',
      'China Academy of Information and Communications Technology (CAICT)',
      'China Academy of Telecommunication Research (CATR)',
      'China Academy of Telecommunication Research of MIIT',
    ])
      for (const day of ['2010-05-01', on]) expect(of(name, day), name).toEqual(['source', null, 'caict']);
  });

  it('a ministry and a regulator of a member state are of that state, and are not its administration by name', () => {
    const states = lists.organisations.filter(({ kind }) => kind === 'government' || kind === 'regulator');
    expect(states.length).toBeGreaterThan(80);
    expect(of('Japan')[2]).toBe('state-jp');
    expect(of('Ministry of Internal Affairs and Communications (Japan)')).toEqual([
      'source',
      'JP',
      'mic-japan',
    ]);
  });
});

describe('a regional body', () => {
  it.each([
    ['APT', 'asia-pacific-telecommunity'],
    ['Asia-Pacific Telecommunity Member Administrations', 'asia-pacific-telecommunity'],
    ['APT Member Administrations', 'asia-pacific-telecommunity'],
    ['RCC Administrations', 'rcc'],
    ['RCC Member Administrations', 'rcc'],
    ['RCC states', 'rcc'],
    ['CEPT Administrations', 'cept'],
    ['European Common Proposals', 'cept'],
    ['Member States of the Inter-American Telecommunication Commission (CITEL)', 'citel'],
    ['ATU Member States', 'african-telecommunications-union'],
    ['Administrations of the African Telecommunications Union', 'african-telecommunications-union'],
    ['Arab States', 'league-of-arab-states'],
    ['League of Arab States', 'league-of-arab-states'],
    ['Arab States Administrations', 'league-of-arab-states'],
    ['European Commission', 'european-commission'],
  ])('%s is one, and no country', (text, id) => {
    expect(of(text)).toEqual(['source', null, id]);
    expect(byId.get(id)).toMatchObject({ kind: 'regional-body', country: null, international: true });
  });

  it.each([
    'European states',
    'European Member States',
    'African states',
    'Huawei Members',
    'Some Administrations',
  ])('%s names none: nobody can say who these are', (text) => {
    expect(of(text)[2]).toBeNull();
  });
});
