/** Text as it is compared: small letters without accents, other signs as single spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}%#]+/gu, ' ')
    .trim();
}
