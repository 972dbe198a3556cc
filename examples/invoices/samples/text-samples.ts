/** An American invoice: labels and values side by side, month names, a dollar sign. */
export const NORTHWIND = `
NORTHWIND OFFICE SUPPLY INC.
1200 Harbor Way, Portland, OR 97209
Tax ID: 93-1182745

                              INVOICE

Invoice No:      NW-20418                 Bill To:
Invoice Date:    March 12, 2026           Copper Ridge Clinics LLC
Due Date:        April 11, 2026           88 Juniper Street
PO Number:       PO-7731                  Boise, ID 83702
Terms:           Net 30

Item                                    Qty     Unit Price        Amount
------------------------------------------------------------------------
Exam table paper, case of 12             24         $38.50       $924.00
Nitrile gloves, box of 100              150          $9.80     $1,470.00
Label printer                             2        $214.99       $429.98
------------------------------------------------------------------------
                                              Subtotal         $2,823.98
                                              Sales Tax (0%)       $0.00
                                              TOTAL DUE        $2,823.98

Thank you for your business.
`;

/** A German invoice: comma decimals, dates with points, positions with a second line, due in so many days. */
export const HAFENWERK = `
Hafenwerk Metallbau GmbH
Kaistraße 14 · 20457 Hamburg
USt-IdNr.: DE 811 204 573

Rechnungsempfänger:
Lindenhof Verlag AG
Am Markt 3
04109 Leipzig

RECHNUNG
Rechnungsnummer: 2026-0387
Rechnungsdatum: 04.05.2026
Bestellnummer: B-55120

Pos  Bezeichnung                        Menge     Einzelpreis         Gesamt
1    Regalsystem Archiv, 3 m               12        184,50 €     2.214,00 €
     pulverbeschichtet, RAL 7016
2    Montage vor Ort                   16,5 Std       68,00 €     1.122,00 €
3    Anfahrt                                1         95,00 €        95,00 €

                                        Zwischensumme             3.431,00 €
                                        zzgl. 19 % MwSt.            651,89 €
                                        Rechnungsbetrag           4.082,89 €

Zahlungsbedingungen: Zahlbar innerhalb 14 Tagen ohne Abzug
`;

/** A Swiss invoice in English: columns parted by bars, apostrophes in thousands, two rates of VAT, days before months. */
export const ATELIER = `
INVOICE

Supplier: Atelier Seeblick SA
VAT No. CHE-114.320.876
Customer: Grandmont Hotels Ltd
Customer VAT: GB 402 1187 65

Invoice number | Date       | Payment due
AS/2026/118    | 05/04/2026 | 30/04/2026

| Description            | Qty | Price    | VAT   | Total     |
|------------------------|-----|----------|-------|-----------|
| Lobby mural, design    | 1   | 8'400.00 | 8.1 % | 8'400.00  |
| Lobby mural, execution | 18  | 1'150.00 | 8.1 % | 20'700.00 |
| Printed catalogue      | 300 | 6.50     | 2.6 % | 1'950.00  |

Net amount      | 31'050.00
VAT 8.1 %       | 2'357.10
VAT 2.6 %       | 50.70
Total CHF       | 33'457.80

Payment terms: 25 days net
`;

/** An invoice that is a letter. It has no table and hardly a label: the extractor gets some of it wrong, on purpose kept. */
export const LETTER = `
Marlow & Finch Translations
Oakfield Road 9, Bristol BS8 2BB, VAT number GB 318 2246 01

Bristol, 9 June 2026

Dear accounts team at Tidewater Publishing,

please find below our invoice 2026/61 for the translation of your annual report.

Translation, 18,400 words at GBP 0.11     2,024.00
Proofreading, 12 hours at GBP 45.00         540.00

Together with 20% VAT of 512.80 this makes GBP 3,076.80 in total. We would be
grateful for a transfer within thirty days of the date of this letter.

With kind regards
`;
