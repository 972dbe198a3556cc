"""Draws the scanned samples: text as pixels, a little turned, with the grain of a scanner.

Needs Pillow and the DejaVu fonts; run it in this folder. The pictures are committed, so that nobody else needs either.
"""

import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/"


def font(size, name="DejaVuSans"):
    return ImageFont.truetype(f"{FONTS}{name}.ttf", size)


def text(draw, x, y, words, face, right=False):
    """Ends at x when it is right-aligned."""
    if right:
        x -= draw.textlength(words, font=face)
    draw.text((x, y), words, font=face, fill=30)


def scan(image, name, angle, seed):
    """Turns the paper, blurs it by half a pixel and adds grain, then keeps 16 shades."""
    paper = image.rotate(angle, resample=Image.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.5))
    grain = random.Random(seed)
    dots = paper.load()
    for _ in range(paper.width * paper.height // 400):
        x, y = grain.randrange(paper.width), grain.randrange(paper.height)
        dots[x, y] = max(0, dots[x, y] - grain.randrange(60))
    paper.quantize(16).save(name, optimize=True)


def receipt():
    image = Image.new("L", (640, 900), 250)
    draw = ImageDraw.Draw(image)
    head, body = font(34, "DejaVuSans-Bold"), font(24, "DejaVuSansMono")
    text(draw, 150, 40, "BLUE KETTLE CAFE", head)
    text(draw, 170, 95, "2 Station Square, York", font(20))
    text(draw, 60, 150, "Receipt no: 004417", body)
    text(draw, 60, 185, "Date: 2026-04-02", body)
    rows = [("Flat white", "3.80"), ("Oat flat white", "4.20"), ("Almond croissant", "3.50")]
    for index, (item, amount) in enumerate(rows):
        text(draw, 60, 250 + 40 * index, item, body)
        text(draw, 580, 250 + 40 * index, amount, body, right=True)
    draw.line((60, 380, 580, 380), fill=60, width=2)
    sums = [("Subtotal", "11.50"), ("Tax 10%", "1.15"), ("TOTAL", "$12.65")]
    for index, (label, amount) in enumerate(sums):
        text(draw, 60, 400 + 42 * index, label, body)
        text(draw, 580, 400 + 42 * index, amount, body, right=True)
    text(draw, 60, 560, "Paid by: Mastercard", body)
    text(draw, 140, 640, "Thank you, come again!", font(22))
    scan(image, "receipt.png", 0.4, 7)


def delivery_invoice():
    image = Image.new("L", (1100, 1400), 250)
    draw = ImageDraw.Draw(image)
    body, bold = font(24), font(24, "DejaVuSans-Bold")
    text(draw, 80, 70, "Northgate Timber Supply", font(36, "DejaVuSans-Bold"))
    text(draw, 80, 125, "Quay Road 40, Rotterdam", font(22))
    text(draw, 1020, 70, "INVOICE", font(40, "DejaVuSans-Bold"), right=True)
    facts = [("Invoice No.", "NT-3390"), ("Date", "21.05.2026"), ("Payment due", "20.06.2026")]
    for index, (label, value) in enumerate(facts):
        text(draw, 640, 210 + 42 * index, label, body)
        text(draw, 840, 210 + 42 * index, value, body)
    text(draw, 80, 210, "Bill to", bold)
    text(draw, 80, 252, "Harrow & Pell Ltd", body)
    for words, x, right in (("Description", 80, False), ("Qty", 640, True), ("Price", 820, True), ("Amount", 1020, True)):
        text(draw, x, 420, words, bold, right=right)
    draw.line((80, 460, 1020, 460), fill=60, width=2)
    rows = [
        ("Oak beam 3 m", "6", "118,00", "708,00"),
        ("Larch board", "40", "23,75", "950,00"),
        ("Delivery", "1", "85,50", "85,50"),
    ]
    for index, (item, quantity, price, amount) in enumerate(rows):
        y = 485 + 48 * index
        text(draw, 80, y, item, body)
        for words, x in ((quantity, 640), (price, 820), (amount, 1020)):
            text(draw, x, y, words, body, right=True)
    sums = [("Subtotal", "1.743,50"), ("VAT 21%", "366,14"), ("Total due", "EUR 2.109,64")]
    for index, (label, amount) in enumerate(sums):
        text(draw, 640, 680 + 48 * index, label, bold if index == 2 else body)
        text(draw, 1020, 680 + 48 * index, amount, bold if index == 2 else body, right=True)
    text(draw, 80, 1260, "Please pay by bank transfer within 30 days.", font(20))
    scan(image, "delivery-invoice.png", -0.3, 11)


receipt()
delivery_invoice()
