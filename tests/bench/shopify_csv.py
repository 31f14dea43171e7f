"""A product file as Shopify exports it, of any size: four variants a product, the 48 columns of the older header."""

import csv

COLUMNS = [
    'Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags', 'Published', 'Option1 Name', 'Option1 Value',
    'Option2 Name', 'Option2 Value', 'Option3 Name', 'Option3 Value', 'Variant SKU', 'Variant Grams',
    'Variant Inventory Tracker', 'Variant Inventory Qty', 'Variant Inventory Policy', 'Variant Fulfillment Service',
    'Variant Price', 'Variant Compare At Price', 'Variant Requires Shipping', 'Variant Taxable', 'Variant Barcode',
    'Image Src', 'Image Position', 'Image Alt Text', 'Gift Card', 'SEO Title', 'SEO Description',
    'Google Shopping / Google Product Category', 'Google Shopping / Gender', 'Google Shopping / Age Group',
    'Google Shopping / MPN', 'Google Shopping / AdWords Grouping', 'Google Shopping / AdWords Labels',
    'Google Shopping / Condition', 'Google Shopping / Custom Product', 'Google Shopping / Custom Label 0',
    'Google Shopping / Custom Label 1', 'Google Shopping / Custom Label 2', 'Google Shopping / Custom Label 3',
    'Google Shopping / Custom Label 4', 'Variant Image', 'Variant Weight Unit', 'Variant Tax Code', 'Cost per item',
    'Status',
]
NOUNS = ['Chair', 'Table', 'Lamp', 'Mug', 'Blanket', 'Vase', 'Shelf', 'Basket', 'Candle', 'Rug']
ADJECTIVES = ['Oak', 'Linen', 'Blue', 'Round', 'Tall', 'Woven', 'Brass', 'Soft', 'Small', 'Winter']
CHOICES = [('Small', 'Natural'), ('Large', 'Natural'), ('Small', 'Black'), ('Large', 'Black')]


def barcode(number):
    digits = f'{590000000000 + number}'
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f'{digits}{-total % 10}'


def body(number, adjective, noun):
    return (f'<p>A {adjective.lower()} {noun.lower()} made by hand in our workshop, number {number} of its kind.</p>\n'
            '<p>It is <strong>solid</strong>, easy to clean and made to last; &amp; each piece is a little different.</p>\n'
            f'<ul><li>Width {number % 90 + 10} cm</li><li>Made in Portugal</li><li>Ships in two days</li></ul>')


def of_product(number, adjective, noun):
    return {'Title': f'{adjective} {noun} {number}', 'Body (HTML)': body(number, adjective, noun),
            'Vendor': f'Vendor {number % 40}', 'Type': noun, 'Tags': f'{adjective}, {noun}, Home', 'Published': 'true',
            'Option1 Name': 'Size', 'Option2 Name': 'Colour', 'Gift Card': 'false', 'Status': 'active'}


def of_variant(number, price):
    return {'Variant SKU': f'SKU-{number:06d}', 'Variant Grams': 200 + number % 5000,
            'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': number % 50 + 1,
            'Variant Inventory Policy': 'deny', 'Variant Fulfillment Service': 'manual',
            'Variant Price': f'{price / 100:.2f}', 'Variant Compare At Price': f'{(price + 500) / 100:.2f}',
            'Variant Requires Shipping': 'true', 'Variant Taxable': 'true', 'Variant Barcode': barcode(number),
            'Variant Weight Unit': 'kg'}


def write(path, products, raise_each=0):
    """With `raise_each`, the price of every so manyth variant is another one than without."""
    with open(path, 'w', newline='', encoding='utf-8') as out:
        writer = csv.DictWriter(out, COLUMNS, restval='', lineterminator='\n')
        writer.writeheader()
        for product in range(products):
            adjective, noun = ADJECTIVES[product % 10], NOUNS[product // 10 % 10]
            for place, (size, colour) in enumerate(CHOICES):
                number = product * 4 + place
                price = 1000 + number * 37 % 90000 + (50 if raise_each and number % raise_each == 0 else 0)
                writer.writerow({'Handle': f'{adjective}-{noun}-{product}'.lower(), 'Option1 Value': size,
                                 'Option2 Value': colour, **of_variant(number, price),
                                 **(of_product(product, adjective, noun) if place == 0 else {})})
