/**
 * Masks personal numbers in free text: mobile 138****8000, ID card first three and last, 户号 all but
 * the last four (reference: tickets-reliability-security C3). Linear-time patterns only.
 */
export function maskPersonalData(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<![0-9A-Za-z])([1-9][0-9]{2})[0-9]{14}([0-9Xx])(?![0-9A-Za-z])/g, '$1**************$2')
    .replace(/(?<![0-9A-Za-z])(1[3-9][0-9])[ -]?[0-9]{4}[ -]?([0-9]{4})(?![0-9A-Za-z])/g, '$1****$2')
    .replace(/(?<![0-9A-Za-z])[0-9]{6}(?:[0-9]{3})?([0-9]{4})(?![0-9A-Za-z])/g, '******$1');
}
