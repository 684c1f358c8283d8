/** Keeps the street or the estate, drops everything from the first house, building or flat number on. */
export function maskAddress(address: string): string {
  const from = address.search(
    /[0-9０-９一二三四五六七八九十百]+\s*(?:号|號|栋|棟|幢|座|单元|單元|楼|樓|层|層|室|户|戶|弄|组|組|[-－#])/,
  );
  return from < 0 ? address : `${address.slice(0, from)}***`;
}

/** Mobile 138****8000; any other number keeps at most its last four, and never more than a third. */
export function maskNumber(number: string): string {
  if (/^1[3-9]\d{9}$/.test(number)) return `${number.slice(0, 3)}****${number.slice(-4)}`;
  const kept = Math.min(4, Math.floor(number.length / 3));
  return `${'*'.repeat(number.length - kept)}${kept > 0 ? number.slice(-kept) : ''}`;
}

/** The family name only. */
export const maskPerson = (name: string): string => `${Array.from(name)[0] ?? ''}**`;
