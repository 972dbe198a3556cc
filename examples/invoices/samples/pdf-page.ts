import { type PDFDocument, type PDFFont, type PDFPage, StandardFonts, rgb } from 'pdf-lib';

const A4 = { width: 595.28, height: 841.89 };

interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  /** `x` is then where the text ends. */
  readonly right?: boolean;
}

/** A page that is written on from the top: `y` is the distance from the upper edge, in points. */
export class SheetWriter {
  readonly #page: PDFPage;
  readonly #fonts: readonly [PDFFont, PDFFont];

  constructor(page: PDFPage, fonts: readonly [PDFFont, PDFFont]) {
    this.#page = page;
    this.#fonts = fonts;
  }

  write(x: number, y: number, text: string, { size = 10, bold = false, right = false }: Style = {}): void {
    const font = this.#fonts[bold ? 1 : 0];
    const left = right ? x - font.widthOfTextAtSize(text, size) : x;
    this.#page.drawText(text, { x: left, y: A4.height - y, size, font });
  }

  rule(y: number, from = 50, to = 545): void {
    const height = A4.height - y;
    this.#page.drawLine({ start: { x: from, y: height }, end: { x: to, y: height }, thickness: 0.5, color: rgb(0.4, 0.4, 0.4) });
  }
}

export async function sheetsOf(pdf: PDFDocument): Promise<() => SheetWriter> {
  const fonts = [await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold)] as const;
  return () => new SheetWriter(pdf.addPage([A4.width, A4.height]), fonts);
}
