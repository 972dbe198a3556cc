import { foldText } from './fold-text.ts';
import { readWordTable } from './word-table.ts';

/** A month as a number that can be subtracted: year * 12 + month (0 to 11). */
export type Month = number;

const MONTH_NAMES = readWordTable(`
1: jan, january, januar, janvier, enero, gennaio, styczen, janv; 2: feb, february, februar, fevrier, febrero, febbraio, luty, fevr
3: mar, march, marz, mars, marzo, marzec, maerz; 4: apr, april, avril, abril, aprile, kwiecien, avr; 5: may, mai, mayo, maggio, maj
6: jun, june, juni, juin, junio, giugno, czerwiec; 7: jul, july, juli, juillet, julio, luglio, lipiec, juil
8: aug, august, aout, agosto, sierpien; 9: sep, sept, september, septembre, septiembre, settembre, wrzesien
10: oct, october, oktober, octobre, octubre, ottobre, pazdziernik, okt; 11: nov, november, novembre, noviembre, listopad
12: dec, december, dezember, decembre, diciembre, dicembre, grudzien, dez
`);

/**
 * Reads `2021-04`, `2021-04-30`, `04/2021`, `30.04.2021`, `4/30/2021`, `Apr 2021`, `2021` and ISO times. A bare year counts
 * as its July, which is at most half a year off. Null when the text is no date.
 */
export function parseMonth(text: string): Month | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.T]|$)/u.exec(trimmed);
  if (iso !== null) return monthOf(iso[1], iso[2]);
  const yearLast = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$/u.exec(trimmed);
  if (yearLast !== null) return monthOf(yearLast[3], pickMonth(yearLast[1], yearLast[2]));
  const bareYear = /^(\d{4})$/u.exec(trimmed);
  if (bareYear !== null) return monthOf(bareYear[1], '7');
  const words = foldText(trimmed).split(' ');
  const name = words.map((word) => MONTH_NAMES.get(word)).find((month) => month !== undefined);
  const year = words.find((word) => /^\d{4}$/u.test(word));
  return monthOf(year, name);
}

export function formatMonth(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** `30.04.` and `04/30` differ only where a day cannot be a month; what fits both is read with the day first. */
function pickMonth(first: string | undefined, second: string | undefined): string | undefined {
  return first !== undefined && Number(second) > 12 ? first : second;
}

function monthOf(year: string | undefined, month: string | undefined): Month | null {
  const y = Number(year);
  const m = Number(month);
  return y >= 1900 && y <= 2200 && m >= 1 && m <= 12 ? y * 12 + m - 1 : null;
}
