import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';

const A4: [number, number] = [595, 842];
const BLACK_TEXT_SIZE = 10;

/** Text on pages, placed from the top left corner, so that a sample reads in its source as it does on paper. */
export class PdfSheet {
  readonly #document: PDFDocument;
  readonly #plain: PDFFont;
  readonly #bold: PDFFont;
  #page: PDFPage;

  private constructor(document: PDFDocument, plain: PDFFont, bold: PDFFont) {
    this.#document = document;
    this.#plain = plain;
    this.#bold = bold;
    this.#page = document.addPage(A4);
  }

  static async begin(title: string): Promise<PdfSheet> {
    // Without the time of day in it, the file is the same each time it is made.
    const document = await PDFDocument.create({ updateMetadata: false });
    document.setTitle(title);
    return new PdfSheet(document, await document.embedFont(StandardFonts.Helvetica), await document.embedFont(StandardFonts.HelveticaBold));
  }

  text(x: number, y: number, text: string, { size = BLACK_TEXT_SIZE, bold = false } = {}): this {
    this.#page.drawText(text, { x, y: A4[1] - y, size, font: bold ? this.#bold : this.#plain });
    return this;
  }

  /** Ends at `x`, as amounts do. */
  textEndingAt(x: number, y: number, text: string, { size = BLACK_TEXT_SIZE, bold = false } = {}): this {
    const font = bold ? this.#bold : this.#plain;
    return this.text(x - font.widthOfTextAtSize(text, size), y, text, { size, bold });
  }

  line(y: number): this {
    this.#page.drawLine({ start: { x: 50, y: A4[1] - y }, end: { x: 545, y: A4[1] - y }, thickness: 0.5 });
    return this;
  }

  nextPage(): this {
    this.#page = this.#document.addPage(A4);
    return this;
  }

  bytes(): Promise<Uint8Array> {
    return this.#document.save();
  }
}
