/**
 * The countries of deliveries, with the fields of their addresses: from shared/domain/addresses/formats.tsv, by which the
 * API validates. A field that is hidden here is shown once the API requires it.
 */
const CODES =
  "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";
const WITH_STATE =
  "AE AS AU BR CA CN CO CR ES FM HK HN ID IN IQ IT JM JP KN KR KY MH MP MX NR PF PG PW RU SO SV TW US VE VI";
const WITHOUT_POSTAL_CODE =
  "AE AG AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN LC LY ML MO MR MS MW NR NU PA PS QA RW SB SC SL SR SS ST SX SY TD TG TK TL TO TT TV UG VU WS YE ZW";
const POSTAL_CODE_NEEDED =
  "AS AT AU AX BE BL BR CA CH CN CZ DE DK EE ES FI FK FM FR GB GF GG GL GP GR GU HU IM IN IO IT JE JP KR LI LT LU LV MF MH MP MQ MX MY NC NL NO NZ PF PL PM PN PR PT PW RE RO RU SE SG SH SJ SK SM TC TR TW UA US VI WF YT ZA";
const WITHOUT_CITY = "AE GI JP KY MO NR SG";
const CITY_OPTIONAL = "AG CO HK ID SM VG";

const has = (codes: string, country: string) => codes.split(" ").includes(country);

/** Fields of an address. */
interface Fields {
  city: boolean;
  state: boolean;
  postalCode: boolean;
}

/** Fields that addresses have in this country. */
export const fieldsOf = (country: string): Fields => ({
  city: !has(WITHOUT_CITY, country),
  state: has(WITH_STATE, country),
  postalCode: !has(WITHOUT_POSTAL_CODE, country),
});

/** Fields that addresses require in this country. */
export const neededIn = (country: string): Fields => ({
  city: fieldsOf(country).city && !has(CITY_OPTIONAL, country),
  state: has(WITH_STATE, country),
  postalCode: has(POSTAL_CODE_NEEDED, country),
});

/** All countries by their names in this language. */
export function countries(language: string): [code: string, name: string][] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  return CODES.split(" ")
    .map((code): [string, string] => [code, names.of(code) ?? code])
    .sort(([, a], [, b]) => a.localeCompare(b, language));
}

/** The seller's country, else the one in the reader's locale, else the United States. */
export function likelyCountry(seller: string | undefined): string {
  const mine = navigator.languages.map((one) => one.split("-")[1]).find((code) => code && has(CODES, code));
  return seller ?? mine ?? "US";
}
