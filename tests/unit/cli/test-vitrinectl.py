"""Drives the real vitrinectl: each function named test_* is a case."""

import contextlib
import csv
import http.server
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import traceback
import urllib.parse
import urllib.request
import xml.etree.ElementTree
import zipfile

VITRINECTL = os.environ['VITRINECTL']
VITRINE_HOST = os.environ['VITRINE_HOST']
DEMO = pathlib.Path(os.environ['VITRINE_DATA_DIR']) / 'demo'
SAMPLE = pathlib.Path(os.environ['VITRINE_SHARED']) / 'data' / 'demo-catalogue'
PHOTO = 'ruslan-bardash-351288-unsplash.jpg'
HEADER = ('name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,'
          'trackInventory,variantAssets,variantFacets\n')
COMMANDS = ('new demo import export list set edit log undo redo check brand build serve host publish releases rollback pull '
            'stock labels price-list look-alikes '
            'verify backup history restore').split()
TOKEN = 'vt_' + 'a' * 43


class Skip(Exception):
    """The case cannot run here."""


class Run:
    """One call of the program."""

    def __init__(self, *arguments, stdin='', **environment):
        done = subprocess.run([VITRINECTL, *map(str, arguments)], input=stdin, capture_output=True, text=True,
                              timeout=600, env={**os.environ, **environment})
        self.call, self.status, self.out, self.err = arguments, done.returncode, done.stdout, done.stderr

    def expect(self, status):
        assert self.status == status, f'{self.call}: exit {self.status}\n{self.out}\n{self.err}'
        if status == 0:
            assert self.err == '', f'{self.call}: {self.err}'
        else:
            assert self.err.startswith('vitrinectl'), f'{self.call}: {self.err!r}'
            assert 'CRITICAL' not in self.err, self.err
        return self

    def json(self):
        self.expect(0)
        return json.loads(self.out)


def ok(*arguments, **more):
    return Run(*arguments, **more).expect(0)


def fails(*arguments, says='', **more):
    run = Run(*arguments, **more).expect(1)
    assert says in run.err, f'{arguments}: {run.err!r} does not say {says!r}'
    return run


def make_shop(folder, name='shop.vitrine'):
    shop = folder / name
    ok('new', shop, '--name', 'Loja da Ana', '--currency', 'EUR', '--language', 'pt')
    return shop


def write_products(folder):
    """Two products, one of them with a photo."""
    (folder / 'images').mkdir()
    shutil.copy(DEMO / 'images' / PHOTO, folder / 'images')
    file = folder / 'products.csv'
    file.write_text(HEADER + f'Stool,stool,"Of wood, untreated.",{PHOTO},category:Seats,,,ST-1,49.00,standard,7,true,,\n'
                    'Chair,chair,,,category:Seats,Colour,Red,CH-R,89.00,standard,2,true,,\n'
                    ',,,,,,Blue,CH-B,95.00,standard,0,true,,\n', encoding='utf-8')
    return file


def make_filled_shop(folder):
    shop = make_shop(folder)
    ok('import', shop, write_products(folder))
    return shop


def listed(shop, kind):
    return Run('list', shop, kind, '--json').json()


def price_of(shop, handle):
    return next(row['price'] for row in listed(shop, 'products') if row['handle'] == handle)


def entries(folder):
    return sorted(path.name for path in folder.iterdir())


def assert_whole(shop):
    ok('verify', shop)


# History -------------------------------------------------------------------------------------------------------------

def test_history_and_restore(folder):
    shop = make_filled_shop(folder)
    ok('set', shop, 'product:stool', 'price=39.90', 'title=Três pernas')
    ok('set', shop, 'product:chair', 'title=Cadeira')
    ok('set', shop, 'product:stool', 'status=archived')
    steps = Run('history', shop, '--json').json()
    assert [step['entry'] for step in steps] == [4, 3, 2, 1], steps
    changed = steps[2]['changed']
    assert [group['title'] for group in changed] == ['Três pernas'], changed
    assert any(line.startswith('Title: Stool → ') for line in changed[0]['changes']), changed
    assert [step['entry'] for step in Run('history', shop, '--product', 'stool', '--json').json()] == [4, 2, 1]
    assert Run('history', shop, '--since', '2999-01-01', '--json').json() == []
    assert len(Run('history', shop, '--search', 'IMPORT', '--json').json()) == 1
    assert 'Três pernas: Title: Stool' in ok('history', shop).out
    ok('restore', shop, '--product', 'stool', '--entry', 1)
    assert price_of(shop, 'stool') == '49.00'
    assert {row['title'] for row in listed(shop, 'products')} == {'Stool', 'Cadeira'}
    ok('undo', shop)
    assert price_of(shop, 'stool') == '39.90'
    fails('restore', shop, '--product', 'stool', '--entry', 99, says='has no step 99')
    fails('restore', shop, '--product', 'none', '--entry', 1)
    fails('history', shop, '--product', 'none')
    Run('restore', shop, '--product', 'stool').expect(2)
    Run('history', shop, '--since', 'Tuesday').expect(2)
    assert_whole(shop)


# Backup --------------------------------------------------------------------------------------------------------------

def test_backup_is_a_shop(folder):
    shop = make_filled_shop(folder)
    first = ok('backup', shop, folder / 'backups').out.strip()
    ok('set', shop, 'product:stool', 'price=39.90')
    second = pathlib.Path(Run('backup', first, folder / 'second', '--json').json()['path'])
    assert price_of(first, 'stool') == '49.00' and price_of(second, 'stool') == '49.00'
    assert_whole(first)
    assert_whole(second)
    ok('undo', second)
    assert listed(second, 'products') == [] and len(listed(first, 'products')) == 2
    photo = next(shop.glob('media/*/*.jpg'))
    photo.unlink()
    run = Run('backup', shop, folder / 'third')
    assert run.status == 0 and 'is missing from the shop' in run.err, run.err
    fails('backup', folder / 'none', folder / 'backups', says='There is no shop')
    (folder / 'file').write_text('')
    fails('backup', shop, folder / 'file', says='cannot be written')
    assert len(entries(folder / 'backups')) == 1


# Arguments -----------------------------------------------------------------------------------------------------------

def test_help_of_each_command(folder):
    overview = ok('--help').out
    for command in COMMANDS:
        assert command in overview
        text = ok(command, '--help').out
        assert 'Exit status' in text and f'vitrinectl {command}' in text, text
    assert ok('--version').out.startswith('vitrinectl ')


def test_wrong_arguments(folder):
    shop = make_shop(folder)
    for arguments in (
            [], ['nonsense'], ['list'], ['list', shop, 'nonsense'], ['list', shop, 'products', 'more'],
            ['list', shop, '--nonsense'], ['new', folder / 'x.vitrine'], ['new', folder / 'x.vitrine', '--name', 'X'],
            ['new', folder / 'x.vitrine', '--demo', '--name', 'X'], ['import', shop], ['set', shop, 'product:stool'], ['export'],
            ['export', shop, '--format', 'nonsense'], ['export', shop, '--status', 'nonsense'], ['export', shop, 'a', '-o', 'b'],
            ['set', shop, 'product:stool', 'nonsense=1'], ['set', shop, 'nonsense:stool', 'price=1'],
            ['set', shop, 'price=1', 'title=x'], ['log', shop, '--limit', '0'], ['brand', shop], ['brand', shop, 'paint'],
            ['build', shop], ['serve', shop, '--port', '70000'], ['host', 'add', shop], ['host', 'add', shop, 'live'],
            ['host', 'nonsense', shop], ['rollback', shop], ['publish', shop, 'more'], ['demo', 'more'],
            ['host', 'add', shop, 'live', '--url', 'https://x.example', '--fingerprint', 'SHA256:12'],
    ):
        run = Run(*arguments)
        assert run.status == 2 and run.out == '' and run.err != '', f'{arguments}: {run.status} {run.out} {run.err}'
    assert entries(folder) == ['shop.vitrine']
    assert listed(shop, 'hosts') == [] and ok('log', shop).out == ''


def test_new_refuses_what_cannot_be(folder):
    fails('new', folder / 'x.vitrine', '--name', 'X', '--currency', 'XYZW', '--language', 'en')
    fails('new', folder / 'no' / 'x.vitrine', '--name', 'X', '--currency', 'EUR', '--language', 'en')
    (folder / 'there.vitrine').mkdir()
    (folder / 'there.vitrine' / 'file').write_text('mine')
    fails('new', folder / 'there.vitrine', '--name', 'X', '--currency', 'EUR', '--language', 'en', says='already')
    fails('new', folder / 'there.vitrine', '--demo', says='already')
    assert entries(folder) == ['there.vitrine'] and entries(folder / 'there.vitrine') == ['file']


# The way through -----------------------------------------------------------------------------------------------------

def test_import_edit_undo_redo(folder):
    shop = make_filled_shop(folder)
    assert [row['handle'] for row in listed(shop, 'products')] == ['chair', 'stool']
    ok('set', shop, 'product:stool', 'price=39.90', 'compare-at=49.00', 'title=Três pernas')
    assert price_of(shop, 'stool') == '39.90'
    assert 'Três pernas' in ok('list', shop).out
    ok('undo', shop)
    assert price_of(shop, 'stool') == '49.00'
    ok('redo', shop)
    assert price_of(shop, 'stool') == '39.90'
    log = Run('log', shop, '--json').json()
    assert len(log) == 2 and log[0]['label'].startswith('Set price') and not log[0]['undone'], log
    ok('undo', shop)
    ok('undo', shop)
    assert listed(shop, 'products') == []
    fails('undo', shop)
    assert_whole(shop)


def test_export_comes_back(folder):
    shop, second = make_filled_shop(folder), make_shop(folder, 'second.vitrine')
    file, photos = folder / 'out.csv', folder / 'photos'
    told = Run('export', shop, file, '--photos', photos, '--json').json()
    assert (told['products'], told['variants'], told['photos'], told['notes']) == (2, 3, 1, []), told
    assert entries(photos) == [PHOTO]
    assert ok('export', shop).out == file.read_text(encoding='utf-8')
    summary = Run('import', shop, file, '--json').json()['summary']
    assert (summary['created'], summary['updated'], summary['unchanged']) == (0, 0, 2), summary
    summary = Run('import', second, file, '--images', photos, '--json').json()['summary']
    assert summary['created'] == 2, summary
    assert ok('export', second).out == file.read_text(encoding='utf-8')
    assert (second / 'media').exists() and len(ok('log', shop).out.splitlines()) == 1
    assert_whole(second)


def test_export_of_some_in_other_formats(folder):
    shop, file = make_filled_shop(folder), folder / 'out.csv'
    ok('set', shop, 'product:stool', 'status=draft')
    assert ok('export', shop, '-o', file, '--bom', '--status', 'draft').out.startswith('1 ')
    assert file.read_bytes().startswith(b'\xef\xbb\xbfHandle,Title,')
    assert 'Chair' not in file.read_text(encoding='utf-8')
    assert 'fetches photos from the web' in ok('export', shop, file, '--format', 'shopify', '--collection', 'seats').out
    assert file.read_text(encoding='utf-8').startswith('Title,URL handle,')
    ok('export', shop, file, '--format', 'woocommerce')
    assert ',variable,' in ',' + file.read_text(encoding='utf-8').replace('\n', '\n,')
    before = file.read_bytes()
    fails('export', shop, file, '--collection', 'nonsense')
    fails('export', shop, folder / 'absent' / 'out.csv')
    assert file.read_bytes() == before and entries(folder) == ['images', 'out.csv', 'products.csv', 'shop.vitrine']


def test_set_of_each_kind(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    ok('set', shop, 'product:orchid', 'stock=3', 'weight=1800', 'tags=rare,pink', 'status=draft', 'alt=Orquídea',
       'variant:404.038.96-MU', 'price=90', 'collection:plants', 'title=Plantas', 'remove=orchid',
       'page:about', 'title=Sobre nós', 'discount:green15', 'percent=12.5', 'ends=2099-01-01',
       'popup:Before you go', 'headline=Olá', 'trigger=scroll:40', 'shop', 'tagline=Casa', 'brand', 'colour.accent=#803010')
    orchid = next(row for row in listed(shop, 'products') if row['handle'] == 'orchid')
    assert orchid['status'] == 'draft' and orchid['on_hand'] == 3, orchid
    assert listed(shop, 'discounts')[0]['value'] == 1250 and listed(shop, 'discounts')[0]['ends'].startswith('2099-01-01')
    assert listed(shop, 'popups')[0]['trigger_value'] == 40
    assert Run('brand', shop, 'show', '--json').json()['colour.accent'] == '#803010'
    assert len(Run('log', shop, '--json').json()) == 1
    ok('undo', shop)
    assert listed(shop, 'popups')[0]['headline'] == 'Take something green home'
    fails('set', shop, 'product:modern-cafe-chair', 'title=Half', 'stock=1', says='several variants')
    assert 'Half' not in ok('list', shop).out
    for wrong in (['product:orchid', 'price=abc'], ['product:orchid', 'price=-1'], ['product:nothing', 'price=1'],
                  ['brand', 'colour.text=red;}'], ['shop', 'currency=nothing'], ['shop', 'id=x'],
                  ['brand', f'logo={DEMO / "products.csv"}'], ['discount:green15', 'ends=soon']):
        fails('set', shop, *wrong)
    assert_whole(shop)


def test_typefaces_of_a_brand(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    ok('set', shop, 'brand', 'type.heading=DejaVu Serif', 'type.body=DejaVu Sans', 'type.heading.weight=700', 'type.scale=1.20')
    brand = Run('brand', shop, 'show', '--json').json()
    assert brand['type.heading.weight'] == 700 and brand['type.scale'] == 1.2, brand
    for wrong in ('type.heading=}x{', 'type.body.weight=450', 'type.scale=7'):
        assert Run('brand', shop, 'set', wrong).status == 1, wrong
    ok('build', shop, '-o', folder / 'fonts-out', '--no-pictures')
    fonts = Run('brand', shop, 'fonts', '--json').json()
    assert [f['installed'] and f['may-travel'] for f in fonts['families']] == [True, True], fonts
    for file in fonts['files']:
        assert (folder / 'fonts-out' / file['path'][1:]).stat().st_size == file['bytes'], file
    assert {f['family'] for f in fonts['files']} >= {'DejaVu Serif', 'DejaVu Sans'}
    missing = Run('brand', shop, 'fonts', 'No Such Thing', '--json').json()['families'][0]
    assert not missing['installed'] and missing['weights'] == [], missing


def test_colours_of_a_brand(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    before = Run('brand', shop, 'show', '--json').json()['colour.accent']
    ok('brand', shop, 'set', 'colour.dark.accent=#FFB090', 'colour.dark.text=#777')
    brand = Run('brand', shop, 'show', '--json').json()
    assert brand['colour.dark.accent'] == '#ffb090' and brand['dark.chosen'] == ['text', 'accent']
    assert any(p['dark'] and p['foreground'] == 'text' and p['grade'] == 'fails' for p in brand['pairs']), brand['pairs']
    assert any(s.startswith('On dark screens “Text”') for s in brand['findings']), brand['findings']
    ok('brand', shop, 'set', 'colour.dark.accent=', 'colour.dark.text=')
    assert Run('brand', shop, 'show', '--json').json()['dark.chosen'] == []
    palette = Run('brand', shop, 'palette', '--from', '#23463a', '--harmony', 'triad', '--json').json()
    assert palette['colour.primary'] == '#23463a'
    assert Run('brand', shop, 'show', '--json').json()['colour.accent'] == before
    ok('brand', shop, 'palette', '--picture', DEMO / 'logo.svg', '--ground', 'white', '--set')
    brand = Run('brand', shop, 'show', '--json').json()
    assert brand['colour.background'] == '#ffffff' and brand['findings'] == [], brand
    assert 'New palette' in ok('log', shop).out
    ok('undo', shop)
    assert Run('brand', shop, 'show', '--json').json()['colour.accent'] == before
    for wrong in [['--from', 'green'], ['--from', '#123', '--picture', 'x.png'], ['--harmony', 'triad'],
                  ['--from', '#123', '--harmony', 'minor'], ['--ground', 'lava']]:
        Run('brand', shop, 'palette', *wrong).expect(2)
    Run('brand', shop, 'palette', '--picture', DEMO / 'products.csv').expect(1)
    assert_whole(shop)


def test_assets_of_a_brand(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    out, zip_file, book = folder / 'kit', folder / 'kit.zip', folder / 'book.pdf'
    ok('brand', shop, 'render', '-o', out, '--product', 'leather-sofa', '--product', 'orchid', 'price-tag', 'email-card')
    found = sorted(str(path.relative_to(out)) for path in out.rglob('*') if path.is_file())
    assert found == ['letters/casa-lume-email-card-leather-sofa-1200x600.png',
                     'letters/casa-lume-email-card-orchid-1200x600.png',
                     'print/casa-lume-price-tag-leather-sofa-70x42mm.pdf',
                     'print/casa-lume-price-tag-orchid-70x42mm.pdf'], found
    assert (out / found[0]).read_bytes()[16:24] == (1200).to_bytes(4, 'big') + (600).to_bytes(4, 'big')
    ok('brand', shop, 'render', '--zip', zip_file, '--format', 'svg', 'favicon', 'business-card')
    with zipfile.ZipFile(zip_file) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ['icons/casa-lume-favicon-64x64.svg',
                                              'print/casa-lume-business-card-85x55mm.svg'], archive.namelist()
        xml.etree.ElementTree.fromstring(archive.read('icons/casa-lume-favicon-64x64.svg'))
    ok('brand', shop, 'book', '-o', book)
    assert book.read_bytes().startswith(b'%PDF-')

    # A layout goes out, comes back changed, and is the one it was again.
    layout = Run('brand', shop, 'layout', 'poster').json()
    changed = folder / 'poster.json'
    layout['layers'][0]['fill'] = 'accent'
    changed.write_text(json.dumps(layout))
    ok('brand', shop, 'layout', 'poster', changed)
    assert Run('brand', shop, 'layout', 'poster').json()['layers'][0]['fill'] == 'accent'
    changed.write_text('{"width": 1}')
    Run('brand', shop, 'layout', 'poster', changed).expect(1)
    assert Run('brand', shop, 'layout', 'poster').json()['layers'][0]['fill'] == 'accent'
    ok('undo', shop)
    assert Run('brand', shop, 'layout', 'poster').json()['layers'][0]['fill'] == 'background'
    assert 'poster' in Run('brand', shop, 'layout').expect(0).out

    for wrong in (['render'], ['render', '-o', out, '--format', 'bmp'], ['book']):
        Run('brand', shop, *wrong).expect(2)
    for failing in (['render', '-o', out, 'no-such-asset'], ['render', '-o', out, '--product', 'none', 'poster'],
                    ['render', '-o', changed / 'below-a-file', 'poster'], ['layout', 'no-such-asset']):
        Run('brand', shop, *failing).expect(1)
    assert sorted(str(path.relative_to(out)) for path in out.rglob('*') if path.is_file()) == found


def test_set_every_field_of_the_catalogue(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    ok('set', shop, 'shop', 'languages=th pt-BR')
    ok('set', shop, 'product:orchid', 'handle=pink-orchid', 'tax-class=reduced', 'shipping-class=fragile', 'publish=2099-01-01', 'related=bonsai-tree',
       'videos=https://youtu.be/a https://vimeo.com/1', 'title@th=กล้วยไม้', 'alt@pt-BR=Orquídea', 'weight=2.5kg',
       'barcode=4006381333931', 'backorder=yes', 'low-stock=2', 'shipped=no')
    orchid = next(row for row in listed(shop, 'products') if row['handle'] == 'pink-orchid')
    assert orchid['shipping_class'] == 'fragile', orchid
    ok('set', shop, 'shop', 'tagline@th=ของแต่งบ้าน', 'announcement@pt-BR=Frete grátis')
    for wrong in (['tagline@de=Schön'], ['email@th=a@b.example'], ['tagline@=x']):
        fails('set', shop, 'shop', *wrong)
    assert orchid['tax_class'] == 'reduced' and orchid['publish'].startswith('2099-01-01'), orchid
    assert orchid['related'] == ['bonsai-tree'] and orchid['old_handles'] == ['orchid'], orchid
    assert orchid['videos'] == ['https://youtu.be/a', 'https://vimeo.com/1'] and orchid['title@th'] == 'กล้วยไม้', orchid
    variant = next(row for row in listed(shop, 'variants') if row['product'] == 'pink-orchid')
    assert (variant['weight'], variant['weight_unit'], variant['backorder'], variant['low_stock'], variant['shipped'],
            variant['barcode']) == ('2.5', 'kg', True, 2, False, '4006381333931'), variant
    ok('set', shop, 'product:bonsai-tree', 'price=77')
    changes = [row for row in listed(shop, 'prices') if row['product'] == 'bonsai-tree']
    assert changes and changes[0]['after'] == '77.00' and changes[0]['before'] != '77.00', changes
    ok('set', shop, 'collection:plants', 'handle=green', 'title@th=ต้นไม้', 'rules=all: title contains orchid; price above 1')
    green = next(row for row in listed(shop, 'collections') if row['handle'] == 'green')
    assert green['rules'] == 'all: title contains orchid; price above 1.00' and green['products'] == 1, green
    assert green['old_handles'] == ['plants'] and green['title@th'] == 'ต้นไม้', green
    fails('set', shop, 'collection:green', 'add=bonsai-tree', says='conditions')
    ok('set', shop, 'shop', 'languages=th de')
    found = Run('check', shop, '--json').json()
    assert any(row['kind'] == 'publish' for row in found) and any(row['kind'] == 'translation' for row in found)
    for wrong in (['product:pink-orchid', 'videos=http://x.y'], ['product:pink-orchid', 'related=none'],
                  ['product:pink-orchid', 'title@xx=x'], ['product:pink-orchid', 'weight=heavy'],
                  ['product:pink-orchid', 'barcode=6.9E+12'], ['collection:green', 'rules=price below 3'],
                  ['collection:green', 'rules=all: price below x'], ['collection:green', 'parent=green']):
        fails('set', shop, *wrong)
    ok('build', shop, '-o', folder / 'out')
    assert '/collections/plants /collections/green 301' in (folder / 'out' / '_redirects').read_text()
    assert '/collections/green' in (folder / 'out' / 'collections' / 'plants' / 'index.html').read_text()
    assert not (folder / 'out' / 'products' / 'pink-orchid').exists()
    assert_whole(shop)


def one(shop, kind, /, **wanted):
    """The row of a list that has these values."""
    rows = [row for row in listed(shop, kind) if all(row[key] == value for key, value in wanted.items())]
    assert len(rows) == 1, f'{kind} {wanted}: {listed(shop, kind)}'
    return rows[0]


def refuses(shop, what, wrong, unknown='nonsense=1'):
    """Bad values fail and leave nothing; a field that is not there is a wrong argument."""
    before = ok('log', shop).out
    for values in wrong:
        fails('set', shop, what, *values.split('|'))
    Run('set', shop, what, unknown).expect(2)
    assert ok('log', shop).out == before


def undoes(shop, kind, before):
    ok('undo', shop)
    assert listed(shop, kind) == before, kind


def test_zones_methods_and_rates(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    before = {kind: listed(shop, kind) for kind in ('zones', 'methods', 'rates')}
    ok('set', shop, 'zone:NEW', 'name=Brasil', 'countries=BR', 'states=SP RJ', 'postcodes=01310-100, 04*')
    zone = one(shop, 'zones', name='Brasil')
    assert (zone['countries'], zone['states'], zone['postcodes']) == ('BR', 'SP RJ', '01310100 04*'), zone
    ok('set', shop, 'method:NEW', 'zone=Brasil', 'name=PAC', 'carrier=Correios', 'days=4-9', 'cut-off=16:00',
       'weekdays=mon tue', 'free-over=150', 'handling=2.50', 'max-weight=30kg')
    method = one(shop, 'methods', name='PAC')
    assert (method['zone'], method['days'], method['free_over'], method['carrier']) == ('Brasil', '4-9', '150.00', 'Correios')
    ok('set', shop, 'rate:NEW', 'method=Brasil/PAC', 'basis=weight', 'from=0', 'below=5kg', 'base=12.90', 'per-step=3',
       'step=1kg', 'percent=1.5')
    rate = one(shop, 'methods', name='PAC')['rates'][-1]
    assert (rate['basis'], rate['below'], rate['base'], rate['per_step'], rate['step_g'], rate['percent_bp']) == (
        'weight', 5000, '12.90', '3.00', 1000, 150), rate
    assert one(shop, 'rates', id=rate['id'])['method'] == 'Brasil/PAC'
    ok('set', shop, f'rate:{rate["id"]}', 'base=13.90', 'zone:Brasil', 'name=Brazil', 'method:PAC', 'days=5')
    assert one(shop, 'methods', name='PAC')['days'] == '5-5' and one(shop, 'zones', name='Brazil')['id'] == zone['id']
    ok('undo', shop)
    assert one(shop, 'methods', name='PAC')['rates'][-1]['base'] == '12.90' and one(shop, 'zones', name='Brasil')
    refuses(shop, 'zone:Brasil', ['name=', 'countries=', 'countries=XX', 'countries=brazil', 'postcodes=9...1', 'position=0',
                                  'remove=maybe'])
    refuses(shop, 'method:Brasil/PAC', ['name=', 'zone=Nowhere', 'kind=drone', 'days=9-4', 'days=soon', 'cut-off=25:00',
                                        'weekdays=mon funday', 'free-over=-1', 'free-over=x', 'max-weight=heavy'])
    refuses(shop, f'rate:{rate["id"]}', ['basis=colour', 'below=-1', 'from=6kg', 'base=x', 'step=far', 'stop=maybe'])
    for what in ('zone:Nowhere', 'method:Nowhere', 'rate:999999', 'rate:x'):
        fails('set', shop, what, 'position=1')
    fails('set', shop, 'method:NEW', 'name=Nowhere to', says='zone=NAME')
    fails('set', shop, 'rate:NEW', 'base=1', says='method=ZONE/NAME')
    ok('set', shop, 'zone:Brasil', 'remove=yes')
    assert {kind: listed(shop, kind) for kind in before} == before
    ok('undo', shop)
    assert one(shop, 'methods', name='PAC')['rates'][-1]['id'] == rate['id']
    for kind in ('rates', 'methods', 'zones'):
        undoes(shop, kind, before[kind])
    assert_whole(shop)


def test_payments(folder):
    shop = folder / 'shop.vitrine'
    ok('new', shop, '--name', 'Loja da Ana', '--currency', 'BRL', '--language', 'pt-BR')
    before = listed(shop, 'payments')
    ok('set', shop, 'payment:NEW', 'kind=pix', 'name=Pix', 'account=529.982.247-25', 'holder=Ana Lume', 'city=Porto',
       'minimum=1', 'maximum=500', 'countries=BR PT', 'instructions=Pay within a day.')
    pix = one(shop, 'payments', kind='pix')
    assert (pix['name'], pix['holder'], pix['minimum'], pix['maximum'], pix['countries']) == (
        'Pix', 'Ana Lume', '1.00', '500.00', 'BR PT'), pix
    ok('set', shop, 'payment:Pix', 'name=Pix now', 'position=1')
    assert listed(shop, 'payments')[0]['name'] == 'Pix now'
    undoes(shop, 'payments', before + [pix])
    refuses(shop, 'payment:Pix', ['name=', 'kind=barter', 'account=529.982.247-26', 'holder=', 'minimum=x', 'minimum=600',
                                  'countries=Brazil', 'position=0', 'remove=maybe'])
    fails('set', shop, 'payment:Nothing', 'name=x', says='Nothing')
    fails('set', shop, 'payment:NEW', 'kind=pix', 'name=Half', 'account=529.982.247-25')
    ok('set', shop, 'payment:Pix', 'remove=yes')
    assert listed(shop, 'payments') == before
    assert_whole(shop)


def test_channels_and_hours(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    channels, hours = listed(shop, 'channels'), listed(shop, 'hours')
    ok('set', shop, 'channel:NEW', 'kind=telegram', 'value=casalume_bot', 'label=Ask us')
    told = one(shop, 'channels', kind='telegram')
    assert told['label'] == 'Ask us' and told['url'] == 'https://t.me/casalume_bot', told
    ok('set', shop, 'channel:telegram', 'label=Talk', 'position=1')
    assert listed(shop, 'channels')[0]['label'] == 'Talk'
    undoes(shop, 'channels', channels + [told])
    refuses(shop, 'channel:telegram', ['kind=pigeon', 'value=', 'value=no good', 'position=0', 'remove=maybe'])
    fails('set', shop, 'channel:nothing', 'label=x')
    ok('set', shop, 'channel:telegram', 'remove=yes')
    assert listed(shop, 'channels') == channels

    ok('set', shop, 'hours', 'week=mon-fri 9:00-18:00; sat 10:00-13:00', 'closed=2026-12-25 Christmas')
    assert one(shop, 'hours', when='2026-12-25')['hours'] == 'Christmas'
    assert one(shop, 'hours', when='week')['hours'].startswith('mon-fri 09:00-18:00'), listed(shop, 'hours')
    undoes(shop, 'hours', hours)
    ok('redo', shop)
    ok('set', shop, 'hours', 'open=2026-12-25')
    assert all(row['when'] != '2026-12-25' for row in listed(shop, 'hours'))
    refuses(shop, 'hours', ['week=monday', 'week=mon 18:00-9:00x', 'week=mon 25:00-26:00', 'closed=Christmas',
                            'closed=2026-02-30', 'open=', 'open=soon'])
    assert_whole(shop)


def test_languages_and_tags(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    before = listed(shop, 'settings')
    assert one(shop, 'settings', key='languages')['value'] == 'pt-BR th es'
    assert not any(row['key'] in ('shop.id', 'import.mappings', 'products.views') for row in before)
    ok('set', shop, 'shop', 'languages=th', 'tag.ga4=G-ABC123DEF4', 'tag.google-ads=AW-123456789/AbC-D_efG',
       'tag.meta=123456789012345', 'tag.tiktok=C4ABCDEFGH1234567890', 'events.own=0')
    assert one(shop, 'settings', key='languages')['value'] == 'th'
    assert one(shop, 'settings', key='tag.ga4')['value'] == 'G-ABC123DEF4'
    assert one(shop, 'settings', key='tag.tiktok')['value'] == 'C4ABCDEFGH1234567890'
    assert len(Run('log', shop, '--json').json()) == 1
    undoes(shop, 'settings', before)
    refuses(shop, 'shop', ['languages=thai language', 'tag.ga4=UA-1', 'tag.ga4=G-<script>',
                           'tag.google-ads=123', 'tag.meta=abc', 'tag.tiktok=x', 'events.own=maybe', 'tag.other=1'],
            unknown='nonsense')
    assert listed(shop, 'settings') == before
    assert_whole(shop)


def test_languages_have_addresses_of_their_own(folder):
    shop, out = folder / 'demo.vitrine', folder / 'out'
    ok('new', shop, '--demo')
    ok('set', shop, 'shop', 'languages=th pt-BR')
    ok('set', shop, 'product:orchid', 'title@th=กล้วยไม้', 'handle@th=กล้วย', 'handle@pt-BR=orquidea')
    ok('set', shop, 'product:orchid', 'handle@th=กล้วยไม้')
    for wrong, says in (('handle@th=Upper', 'address'), ('handle@th=a b', 'address'), ('handle@th=-a', 'address'),
                        ('handle@th=bonsai-tree', 'choose another'), ('handle@de=x', 'languages'), ('handle@en=x', 'first')):
        fails('set', shop, 'product:orchid', wrong, says=says)
    fails('set', shop, 'product:bonsai-tree', 'handle=orquidea', says='another')
    fails('set', shop, 'collection:plants', 'handle@th=all', says='choose another')
    orchid = next(row for row in listed(shop, 'products') if row['handle'] == 'orchid')
    assert orchid['handle@th'] == 'กล้วยไม้' and orchid['title@th'] == 'กล้วยไม้', orchid
    ok('build', shop, '-o', out)
    page = (out / 'th' / 'products' / 'กล้วยไม้' / 'index.html').read_text()
    assert '<html lang="th"' in page and 'กล้วยไม้' in page
    assert (out / 'pt-br' / 'products' / 'orquidea' / 'index.html').exists()
    assert (out / 'pt-br' / '404.html').exists() and (out / 'th' / 'index.html').exists()
    moves = (out / '_redirects').read_text()
    headers = (out / '_headers').read_text()
    assert "Content-Security-Policy: default-src 'self'" in headers and 'immutable' in headers, headers
    thai = '/th/products/' + urllib.parse.quote('กล้วยไม้')
    assert f'/th/products/{urllib.parse.quote("กล้วย")} {thai} 301' in moves and f'/th/products/orchid {thai} 301' in moves, moves
    assert '/products/orchid ' not in [line[:18] for line in moves.splitlines()], moves
    assert thai in (out / 'th' / 'products' / 'กล้วย' / 'index.html').read_text()
    ok('set', shop, 'product:orchid', 'handle@th=')
    orchid = next(row for row in listed(shop, 'products') if row['handle'] == 'orchid')
    assert 'handle@th' not in orchid, orchid
    assert_whole(shop)


def test_edit_many_products(folder):
    shop = make_filled_shop(folder)
    before = {p['handle']: p['price'] for p in listed(shop, 'products')}
    dry = Run('edit', shop, 'price', '--dry-run', '--json', '--', '-10%').json()
    assert dry['dry_run'] and dry['changed'] > 0 and before == {p['handle']: p['price'] for p in listed(shop, 'products')}
    done = Run('edit', shop, 'price', '--json', '--ending', '.90', '--', '-10%').json()
    assert done['changed'] == dry['changed']
    assert all(p['price'].endswith('.90') for p in listed(shop, 'products'))
    ok('undo', shop)
    assert before == {p['handle']: p['price'] for p in listed(shop, 'products')}
    ok('edit', shop, 'tag', '+summer')
    ok('edit', shop, 'status', 'archived', '--search', 'nothing has these words')
    assert all(p['status'] == 'active' for p in listed(shop, 'products'))
    fails('edit', shop, 'price', 'none', says='cannot be empty')
    fails('edit', shop, 'price', '--', '-100%', says='percentage')
    fails('edit', shop, 'frog', '1', says='frog')
    fails('edit', shop, 'tag', 'summer', says='+')
    fails('edit', shop, 'price', '5', '--ending', '.33', says='.33')
    fails('edit', shop, 'collection', '+nowhere', says='nowhere')
    assert_whole(shop)


def test_lists_as_json(folder):
    shop = folder / 'demo.vitrine'
    ok('new', shop, '--demo')
    counts = {'products': 23, 'collections': 6, 'discounts': 1, 'popups': 1, 'pages': 5, 'orders': 0, 'hosts': 0}
    for kind, count in counts.items():
        assert len(listed(shop, kind)) == count, kind
    assert len(listed(shop, 'media')) == 24
    assert [row for row in Run('check', shop, '--json').json() if row['severity'] != 'advice'] == []
    assert Run('verify', shop, '--json').json()['whole'] is True


def test_stock_moves_and_is_counted(folder):
    shop = make_filled_shop(folder)
    stock = lambda *words, **more: ok('stock', shop, *words, **more)
    on_hand = lambda: {row['sku']: row['everywhere'] for row in listed(shop, 'stock')}
    assert on_hand() == {'ST-1': 7, 'CH-R': 2, 'CH-B': 0}
    assert [r['sku'] for r in json.loads(stock('list', '--low', '--json').out)] == ['CH-R', 'CH-B']
    assert [r['sku'] for r in json.loads(stock('list', '--out', '--json').out)] == ['CH-B']
    assert [r['sku'] for r in json.loads(stock('list', 'stool', '--json').out)] == ['ST-1']
    stock('places', 'add', 'Cellar')
    stock('receive', 'ST-1', '12', '--place', 'Cellar', '--reference', 'Note 7')
    stock('move', 'st-1', '2', 'Cellar', json.loads(stock('places', '--json').out)[0]['name'])
    stock('damage', 'ST-1', '1')
    stock('count', 'CH-R', '5')
    assert on_hand() == {'ST-1': 18, 'CH-R': 5, 'CH-B': 0}
    moved = json.loads(stock('history', 'ST-1', '--json').out)
    assert [(m['delta'], m['reason']) for m in moved[:2]] == [(-1, 'damaged'), (2, 'moved')], moved
    assert moved[3]['reference'] == 'Note 7'
    fails('stock', shop, 'places', 'remove', 'Cellar', says='move it')
    fails('stock', shop, 'receive', 'NONE', '1', says='barcode or SKU')
    fails('stock', shop, 'move', 'ST-1', '999', 'Cellar', 'Cellar')
    stock('places', 'empty', 'Cellar', json.loads(stock('places', '--json').out)[0]['name'])
    stock('places', 'remove', 'Cellar')
    fails('stock', shop, 'stocktake', '-', stdin='ST-1\nNONE\n', says='Line 2')
    assert on_hand()['ST-1'] == 18
    said = stock('stocktake', '-', '--rest-is-none', stdin='ST-1\n12*ST-1\n\nCH-B\n').out
    assert '13 counted, 18 expected (-5)' in said, said
    assert on_hand() == {'ST-1': 13, 'CH-R': 0, 'CH-B': 1}
    ok('undo', shop)
    assert on_hand() == {'ST-1': 18, 'CH-R': 5, 'CH-B': 0}
    for wrong in [['dance'], ['receive', 'ST-1'], ['receive', 'ST-1', 'many'], ['places', 'paint'],
                  ['history', '--limit', '0']]:
        Run('stock', shop, *wrong).expect(2)
    assert_whole(shop)


def test_labels_and_price_lists_on_paper(folder):
    shop = make_filled_shop(folder)
    ok('set', shop, 'variant:ST-1', 'barcode=4006381333931')
    labels, prices = folder / 'labels.pdf', folder / 'prices.pdf'
    assert 'avery-l7160' in ok('labels', '--sheets').out
    assert ok('labels', shop, labels, '--start', '20').out.startswith('3 labels on 2 pages')
    assert ok('labels', shop, labels, '--stock', '--sheet', '40x30').out.startswith('9 labels on 9 pages')
    assert ok('labels', shop, labels, 'st-1', 'CH-R', '--copies', '2').out.startswith('4 labels on 1 page')
    ok('price-list', shop, prices, '--photos', '--by', 'type')
    assert labels.read_bytes().startswith(b'%PDF') and prices.read_bytes().startswith(b'%PDF')
    fails('labels', shop, labels, 'NONE', says='NONE')
    fails('labels', shop, labels, '--sheet', 'napkin', says='napkin')
    fails('labels', shop, labels, '--start', '22', says='1 to 21')
    fails('labels', shop, folder / 'nowhere' / 'x.pdf')
    for wrong in [['labels', shop], ['labels', shop, labels, '--copies', '0'], ['price-list', shop, prices, '--by', 'x']]:
        Run(*wrong).expect(2)
    if shutil.which('pdfimages'):
        images = subprocess.run(['pdfimages', '-list', prices], capture_output=True, text=True, check=True).stdout
        assert 'jpeg' in images, images
    if shutil.which('pdftoppm') and shutil.which('zbarimg'):
        subprocess.run(['pdftoppm', '-r', '300', '-png', labels, folder / 'page'], check=True)
        read = subprocess.run(['zbarimg', '-q', '--raw', *map(str, folder.glob('page*.png'))], capture_output=True,
                              text=True, check=True).stdout.split()
        assert sorted(read) == ['4006381333931', 'CH-R'], read


def test_check_tells_what_to_mend(folder):
    shop = make_filled_shop(folder)
    ok('brand', shop, 'set', 'colour.text=#cccccc')
    ok('set', shop, 'product:stool', 'alt=')
    found = {(row['subject'], row['name'], row['kind']) for row in Run('check', shop, '--json').json()}
    assert ('product', 'chair', 'photo') in found and ('product', 'chair', 'description') in found
    assert ('product', 'stool', 'alt') in found and ('brand', 'text', 'contrast') in found, found
    ok('set', shop, 'product:stool', 'description=<p>See <a href="/products/nothing">this</a></p>')
    broken = [row for row in Run('check', shop, '--json').json() if row['kind'] == 'link']
    assert [(row['name'], row['severity'], row['field']) for row in broken] == [('stool', 'error', 'description')], broken


def test_build_writes_all_or_nothing(folder):
    shop, out = make_filled_shop(folder), folder / 'out'
    assert Run('build', shop, '-o', out, '--json').json()['pages'] > 3
    assert (out / 'index.html').stat().st_size > 0 and (out / 'products' / 'stool' / 'index.html').exists()
    before = entries(folder)
    fails('build', shop, '-o', shop / 'media', says='not empty')
    fails('build', shop, '-o', folder / 'no' / 'out')
    assert entries(folder) == before


def contents(folder):
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob('*')
            if each.is_file() and each.name != '.vitrine-build'}


def test_build_has_only_what_files_can_answer(folder):
    shop, out = folder / 'demo.vitrine', folder / 'out'
    ok('new', shop, '--demo')
    ok('build', shop, '-o', out, '--no-pictures', '--no-compression')
    contact = (out / 'contact' / 'index.html').read_text()
    assert '<form class="contact-form"' not in contact and 'class="hours"' in contact and 'class="state' not in contact
    assert 'class="today"' not in contact and (out / 'th' / 'contact' / 'index.html').exists()
    sitemaps = ''.join(file.read_text() for file in out.glob('sitemap*.xml'))
    assert '/contact</loc>' in sitemaps and '/th/contact</loc>' in sitemaps, sitemaps[:500]
    for page in ('collections/all', 'collections/plants', 'th/collections/all'):
        text = (out / page / 'index.html').read_text()
        assert 'data-facet=' not in text and 'id="filters"' not in text and 'class="grid"' in text, page
    headers, home = (out / '_headers').read_text(), (out / 'index.html').read_text()
    assert "frame-src 'self';" in headers and 'youtube' not in headers and 'http-equiv' not in home
    ok('set', shop, 'live:plant-saturday', 'video=https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'status=active')
    ok('build', shop, '-o', out, '--no-pictures', '--no-compression')
    headers, home = (out / '_headers').read_text(), (out / 'index.html').read_text()
    live = (out / 'live' / 'plant-saturday' / 'index.html').read_text()
    assert "frame-src 'self' https://www.youtube-nocookie.com" in headers, headers
    assert """<meta http-equiv="Content-Security-Policy" content="frame-src 'self'">""" in home.replace('&#39;', "'"), home[:900]
    assert live.count('http-equiv="Content-Security-Policy"') == 1 and 'content="frame-src https://www.youtube' in live


def test_build_again_is_as_a_first_build(folder):
    shop, out, new = make_filled_shop(folder), folder / 'out', folder / 'new'
    ok('build', shop, '-o', out, '--no-pictures')
    assert (out / 'index.html.gz').exists() and (out / 'index.html.br').exists()
    again = Run('build', shop, '-o', out, '--no-pictures', '--json').json()
    assert (again['drawn'], again['written'], again['removed']) == (0, 0, 0), again
    (out / 'theirs.txt').write_text('not ours')
    ok('set', shop, 'product:stool', 'title=Another name', 'handle=other')
    changed = Run('build', shop, '-o', out, '--no-pictures', '--json').json()
    assert 0 < changed['drawn'] < changed['files'] and not (out / 'products' / 'stool' / 'index.html.gz').exists(), changed
    ok('build', shop, '-o', new, '--no-pictures')
    ours = contents(out)
    assert ours.pop('theirs.txt') == b'not ours'
    assert ours == contents(new)
    (out / 'index.html').unlink()
    assert Run('build', shop, '-o', out, '--no-pictures', '--json').json()['written'] == 1
    assert contents(new) == {name: data for name, data in contents(out).items() if name != 'theirs.txt'}


def test_sample_catalogue(folder):
    if not SAMPLE.is_dir():
        raise Skip('the sample catalogue is not here')
    shop = make_shop(folder)
    products = next(SAMPLE.rglob('products.csv'))
    first = Run('import', shop, products, '--json').json()
    assert first['summary']['created'] > 0 and first['summary']['refused'] == 0, first['summary']
    again = Run('import', shop, products, '--json').json()
    assert again['summary']['unchanged'] == first['summary']['created'], again['summary']
    assert_whole(shop)


# Bad input -----------------------------------------------------------------------------------------------------------

def test_import_of_what_is_no_product_file(folder):
    shop = make_shop(folder)
    for name, content in (('html.csv', b'<html><body>Not found</body></html>'), ('empty.csv', b''),
                          ('binary.csv', bytes(range(256)) * 8), ('other.csv', b'a,b\n1,2\n')):
        (folder / name).write_bytes(content)
        fails('import', shop, folder / name, says=name)
    fails('import', shop, folder / 'absent.csv')
    fails('import', shop, folder)
    (folder / 'refused.csv').write_text(HEADER + 'Stool,stool,,,,,,S,free,standard,1,true,,\n')
    run = fails('import', shop, folder / 'refused.csv', says='No product')
    assert 'line 2' in run.out, run.out
    assert listed(shop, 'products') == [] and ok('log', shop).out == ''


def test_photos_that_are_none(folder):
    shop = make_shop(folder)
    (folder / 'images').mkdir()
    (folder / 'images' / 'text.jpg').write_text('this is a text')
    (folder / 'p.csv').write_text(HEADER + 'A,a,,absent.jpg,,,,A,1.00,standard,1,true,,\n'
                                  'B,b,,text.jpg,,,,B,2.00,standard,1,true,,\n'
                                  'C,c,,../../secret.jpg,,,,C,3.00,standard,1,true,,\n')
    results = {row['title']: row for row in Run('import', shop, folder / 'p.csv', '--json').json()['results']}
    for title, name in (('A', 'absent.jpg'), ('B', 'text.jpg'), ('C', 'secret.jpg')):
        assert results[title]['action'] == 'created' and name in results[title]['message'], results[title]
    assert listed(shop, 'media') == []
    assert_whole(shop)


def test_dry_run_changes_nothing(folder):
    shop = make_shop(folder)
    run = Run('import', shop, write_products(folder), '--dry-run', '--json').json()
    assert run['summary']['created'] == 2 and run['dry_run'] is True
    assert listed(shop, 'products') == [] and listed(shop, 'media') == [] and ok('log', shop).out == ''


def test_import_tells_cell_by_cell(folder):
    shop = make_shop(folder)
    shopify = 'Handle;Title;Variant SKU;Variant Price;Image Src\n'
    (folder / 'p.csv').write_text(shopify + 'a;A;A1;12,50;\nb;B;B1;7,00;\n')
    ok('import', shop, folder / 'p.csv', '--decimal', 'comma', '--separator', 'semicolon', '--drafts')
    (folder / 'p.csv').write_text(shopify + 'a;A;A1;125,00;\nb;=B;B1;7,00;absent.jpg\nc;C;C1;x;\n')
    run = Run('import', shop, folder / 'p.csv', '--decimal', 'comma', '--images', folder, '--dry-run', '--json',
              '--report', folder / 'report.csv').json()
    assert run['summary']['alarms'] == 1 and run['summary']['cells'] == 2 and run['summary']['refused'] == 1, run
    cell = next(row for row in run['results'] if row['title'] == 'A')['cells'][0]
    assert (cell['field'], cell['before'], cell['after'], cell['alarm']) == ('price_minor', '12.50', '125.00', True)
    assert any('absent.jpg' in row['message'] for row in run['results']), run
    with open(folder / 'report.csv', encoding='utf-8', newline='') as lines:
        report = [row for row in csv.DictReader(lines) if row['action'] != 'note']
    assert [row['action'] for row in report] == ['updated', 'updated', 'updated', 'updated', 'refused'], report
    assert report[3]['after'] == "'=B" and price_of(shop, 'a') == '12.50'
    Run('import', shop, folder / 'p.csv', '--decimal', 'x').expect(2)
    Run('import', shop, folder / 'p.csv', '--separator', 'xx').expect(2)
    fails('import', shop, folder / 'p.csv', '--language', 'tlh')
    fails('import', shop, folder / 'p.csv', '--encoding', 'morse', says='morse')
    fails('import', shop, folder / 'p.csv', '--mapping', folder / 'absent.json', says='absent.json')
    assert_whole(shop)


def test_folder_that_is_no_shop(folder):
    (folder / 'empty.vitrine').mkdir()
    for command in (['list'], ['check'], ['verify'], ['log'], ['undo'], ['build', '-o', folder / 'out'], ['pull']):
        fails(command[0], folder / 'empty.vitrine', *command[1:])
        fails(command[0], folder / 'absent.vitrine', *command[1:])
    assert entries(folder) == ['empty.vitrine']


def test_search(folder):
    shop = make_filled_shop(folder)
    ok('edit', shop, 'status', 'active')
    found = Run('search', shop, 'STOL', '--json').json()
    assert [hit['product'] for hit in found['hits']] == ['stool'], found
    assert found['corrected'] == 'stool' and found['path'] is None, found
    assert found['hits'][0]['reasons'], found
    assert 'stool' in ok('search', shop, 'stool', '--limit', '1').out
    assert Run('search', shop, 'stool', '--filter', 'price=99999999-', '--json').json()['hits'] == []
    assert 'Nothing' in ok('search', shop, 'zzzzzzzzzz').out
    ok('set', shop, 'search-rule:NEW', 'query=seat', 'kind=pin', 'product=stool', 'search-rule:NEW', 'query=sale',
       'kind=redirect', 'path=/collections/seats')
    seat = Run('search', shop, 'Seat', '--json').json()
    assert seat['hits'][0]['product'] == 'stool' and seat['hits'][0]['reasons'][-1]['kind'] == 'rules', seat
    assert Run('search', shop, 'sale', '--json').json()['path'] == '/collections/seats'

    ok('edit', shop, 'status', 'draft')
    assert Run('search', shop, 'stool', '--json').json()['hits'] == []
    assert len(Run('search', shop, 'stool', '--drafts', '--json').json()['hits']) == 1
    fails('search', shop, 'stool', '--filter', 'price', says='filter')
    fails('search', shop, 'stool', '--language', 'xx', says='xx')
    Run('search', shop, 'stool', '--limit', '0').expect(2)
    Run('search', shop).expect(2)


def test_search_report_of_nothing(folder):
    shop = make_filled_shop(folder)
    assert Run('search-report', shop, '--json').json()['searches'] == 0
    Run('search-report', shop, '--days', '0').expect(2)
    Run('search-report', shop, '--days', '401').expect(2)
    Run('search-report', shop, '--limit', '0').expect(2)
    fails('search-report', folder / 'absent.vitrine')


def test_rules_of_search(folder):
    shop = make_filled_shop(folder)
    ok('set', shop, 'synonym:NEW', 'words=Banco, Stool', 'search-rule:NEW', 'query=Seat', 'kind=pin', 'product=stool',
       'search-rule:NEW', 'query=sale', 'kind=redirect', 'path=/collections/seats',
       'search-test:NEW', 'query=seat', 'language=pt', 'product=stool', 'within=2')
    synonym, rules, tests = listed(shop, 'synonyms')[0], listed(shop, 'search-rules'), listed(shop, 'search-tests')
    assert synonym['words'] == 'banco, stool', synonym
    assert [(rule['query'], rule['kind']) for rule in rules] == [('sale', 'redirect'), ('seat', 'pin')], rules
    assert (tests[0]['product'], tests[0]['within']) == ('stool', 2), tests

    ok('set', shop, f"synonym:{synonym['id']}", 'words=banco, banqueta, stool', 'source=assento')
    assert listed(shop, 'synonyms')[0]['source'] == 'assento'
    fails('set', shop, 'search-rule:NEW', 'query=x', 'kind=redirect', 'path=https://elsewhere.example', says='/collections')
    fails('set', shop, 'search-rule:NEW', 'query=x', 'kind=pin', 'product=none', says='none')
    fails('set', shop, 'synonym:NEW', 'words=alone', says='commas')
    fails('set', shop, 'search-test:NEW', 'query=x', 'language=pt', 'product=stool', 'within=0')
    fails('set', shop, 'synonym:17', 'words=a, b')
    Run('set', shop, 'synonym:NEW', 'wards=a, b').expect(2)

    ok('set', shop, f"search-rule:{rules[1]['id']}", 'remove=yes')
    assert len(listed(shop, 'search-rules')) == 1
    ok('undo', shop)
    ok('undo', shop)
    ok('undo', shop)
    assert [listed(shop, kind) for kind in ('synonyms', 'search-rules', 'search-tests')] == [[], [], []]


def test_look_alikes(folder):
    shop = make_filled_shop(folder)
    ok('set', shop, 'product:stool', 'status=active')
    found = Run('look-alikes', shop, folder / 'images' / PHOTO, '--json').json()
    assert [(row['handle'], row['distance']) for row in found['products']] == [('stool', 0)], found
    assert found['colours'], found
    assert 'Stool' in ok('look-alikes', shop, folder / 'images' / PHOTO).out
    fails('look-alikes', shop, folder / 'products.csv', says='cannot be looked at')
    Run('look-alikes', shop, folder / 'images' / PHOTO, '--limit', 0).expect(2)
    ok('build', shop, '--output', folder / 'site', '--no-pictures')
    assert_whole(shop)


def test_damaged_shop(folder):
    shop = make_filled_shop(folder)
    database = (shop / 'shop.db').read_bytes()
    (shop / 'shop.db').write_bytes(b'this is no database' * 100)
    for command in ('list', 'verify', 'undo', 'check'):
        fails(command, shop)
    (shop / 'shop.db').write_bytes(database)
    photo = next(path for path in (shop / 'media').rglob('*') if path.is_file())
    photo.chmod(0o600)
    photo.write_bytes(b'rot')
    run = Run('verify', shop, '--json')
    assert run.status == 1 and json.loads(run.out)['whole'] is False, run.out


def test_newer_shop(folder):
    shop = make_shop(folder)
    db = sqlite3.connect(shop / 'shop.db')
    db.execute('PRAGMA user_version = 9999')
    db.commit()
    db.close()
    for command in (['list'], ['undo'], ['verify'], ['set', 'shop', 'name=X']):
        fails(command[0], shop, *command[1:], says='newer')


def test_read_only_folder(folder):
    if os.geteuid() == 0:
        raise Skip('the superuser may write everywhere')
    shop = make_filled_shop(folder)
    for path in (shop, *shop.iterdir()):
        path.chmod(0o500 if path.is_dir() else 0o400)
    fails('set', shop, 'shop', 'name=X')
    for path in (shop, *shop.iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert_whole(shop)


def start(*command, **environment):
    return subprocess.Popen([*map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})


def finish(process, how=signal.SIGTERM):
    process.send_signal(how)
    process.communicate(timeout=30)
    return process.returncode


def test_locked_shop_can_be_read(folder):
    shop = make_filled_shop(folder)
    import fcntl
    locks = [path for path in shop.iterdir() if 'lock' in path.name]
    assert locks, entries(shop)
    with open(locks[0], 'r+b') as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        fails('set', shop, 'shop', 'name=X')
        assert len(listed(shop, 'products')) == 2
        ok('verify', shop)


def test_serve_until_interrupted(folder):
    import urllib.request
    shop = make_filled_shop(folder)
    process = start(VITRINECTL, 'serve', shop)
    url = process.stdout.readline().strip()
    assert url.startswith('http://127.0.0.1:'), url
    address = url.rstrip('/') + '/products/stool'
    assert 'Stool' in urllib.request.urlopen(address).read().decode()
    # What is edited meanwhile shows at the next request.
    for title in ['Bench', 'Settle']:
        ok('set', shop, 'product:stool', f'title={title}')
        assert f'>{title}</h1>' in urllib.request.urlopen(address).read().decode()
    assert finish(process, signal.SIGINT) == 0


def read_until(process, wanted):
    for line in process.stdout:
        if wanted in line:
            return line.strip()
    raise AssertionError(f'{wanted!r} was not said: {process.stderr.read()}')


def children_of(process):
    return [int(pid) for pid in pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/children').read_text().split()]


def test_demo_makes_its_shop_from_nothing(folder):
    process = start(VITRINECTL, 'demo', XDG_DATA_HOME=str(folder))
    read_until(process, 'Making the demo shop')
    read_until(process, 'Publishing')
    assert finish(process, signal.SIGINT) == 1
    shop = folder / 'vitrine' / 'demo.vitrine'
    assert len(listed(shop, 'products')) == 23
    assert_whole(shop)


def test_demo_notices_that_its_host_died(folder):
    (folder / 'vitrine').mkdir()
    make_filled_shop(folder).rename(folder / 'vitrine' / 'demo.vitrine')
    process = start(VITRINECTL, 'demo', XDG_DATA_HOME=str(folder))
    read_until(process, 'https://127.0.0.1:')
    hosts = children_of(process)
    assert len(hosts) == 1, hosts
    os.kill(hosts[0], signal.SIGKILL)
    _, words = process.communicate(timeout=30)
    assert process.returncode == 1 and 'ended unexpectedly' in words, (process.returncode, words)


# Hosts ---------------------------------------------------------------------------------------------------------------

class Host:
    """A vitrine-host of its own, with a token."""

    def __init__(self, folder):
        self.data = folder / 'host'
        created = subprocess.run([VITRINE_HOST, 'token', 'create', '--data', str(self.data)], capture_output=True,
                                 text=True, check=True)
        self.token = created.stdout.strip()
        self.process = start(VITRINE_HOST, '--data', self.data, '--listen', '127.0.0.1:0', '--tls-self-signed')
        self.url = self.process.stdout.readline().split()[1]
        self.fingerprint = self.process.stdout.readline().split()[1]

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        finish(self.process)


def add_host(shop, url, name='live', fingerprint=None):
    more = ['--fingerprint', fingerprint] if fingerprint else []
    return ok('host', 'add', shop, name, '--kind', 'vitrine', '--url', url, *more)


def tell(url, visit, *events):
    body = json.dumps({'visit': visit, 'events': events}).encode()
    request = urllib.request.Request(urllib.parse.urljoin(url, '/api/v1/events'), body, {'Content-Type': 'application/json'})
    urllib.request.urlopen(request, context=ssl._create_unverified_context(), timeout=60).close()


def test_hosts_are_added_listed_removed(folder):
    shop = make_shop(folder)
    fails('publish', shop, says='host')
    add_host(shop, 'https://shop.example/', fingerprint='SHA256:' + 'AB' * 32)
    fails('host', 'add', shop, 'live', '--url', 'https://other.example', says='already')
    fails('host', 'add', shop, 'ftp', '--url', 'ftp://other.example')
    fails('host', 'add', shop, 'plain', '--url', 'http://other.example')
    hosts = Run('host', 'list', shop, '--json').json()
    assert [(row['name'], row['url'], row['fingerprint']) for row in hosts] == [
        ('live', 'https://shop.example', 'ab' * 32)], hosts
    fails('publish', shop, says='VITRINE_TOKEN')
    ok('host', 'remove', shop, 'live')
    fails('host', 'remove', shop, 'live')
    assert listed(shop, 'hosts') == []


def test_publish_releases_rollback_pull(folder):
    shop = make_filled_shop(folder)
    with Host(folder) as host:
        given = {'VITRINE_TOKEN': host.token}
        add_host(shop, host.url, fingerprint=host.fingerprint)
        plan = Run('publish', shop, '--dry-run', '--json', **given).json()['plan']
        assert Run('releases', shop, '--json', **given).json() == []
        first = Run('publish', shop, '--json', **given).json()
        assert first['sent'] > 10 and not first['unchanged'], (first, plan)
        ok('set', shop, 'product:stool', 'price=44')
        ok('set', shop, 'search-test:NEW', 'query=zeppelin', 'language=pt', 'product=stool')
        dry = ok('publish', shop, '--dry-run', **given).out
        assert 'Stool' in dry and '“zeppelin” does not show' in dry, dry
        second = Run('publish', shop, '--json', '--label', 'Cheaper', **given).json()
        assert 0 < second['sent'] < first['sent'], second
        third = Run('publish', shop, '--json', **given).json()
        assert third['plan'] == [] and third['sent'] == 0 and third['unchanged'], third
        releases = Run('releases', shop, '--json', **given).json()
        assert 'Cheaper' in [row['label'] for row in releases], releases
        assert len([row for row in releases if row['live']]) == 1, releases
        ok('rollback', shop, first['release'], **given)
        live = [row['id'] for row in Run('releases', shop, '--json', **given).json() if row['live']]
        assert live == [first['release']]
        fails('rollback', shop, 'nothing', **given)
        assert set(Run('pull', shop, '--json', **given).json().values()) == {0}
        with contextlib.closing(sqlite3.connect(shop / 'shop.db')) as db:
            stool = db.execute("SELECT id FROM product WHERE handle = 'stool'").fetchone()[0]
        for visit in ('a1', 'a2', 'a3'):
            tell(host.url, visit, {'kind': 'search', 'query': 'Perch', 'ago': 9000},
                 {'kind': 'search', 'query': 'stool', 'ago': 5000},
                 {'kind': 'click', 'query': 'stool', 'product': stool, 'ago': 1000})
        assert Run('pull', shop, '--json', **given).json()['events'] == 9
        why = Run('search', shop, 'Stool', '--json').json()['hits'][0]['reasons']
        assert 'opened 3 times after this search' in [reason['text'] for reason in why], why
        report = Run('search-report', shop, '--json').json()
        assert (report['searches'], report['nothing_found']) == (6, 3), report
        assert report['nothing'][0]['fix']['words'] == 'Let “perch” find “stool”', report
        assert 'perch' in ok('search-report', shop, '--days', '2').out.lower()
        fails('publish', shop, VITRINE_TOKEN=TOKEN, says='token')
        add_host(shop, host.url, name='unknown')
        fails('publish', shop, '--to', 'unknown', says='ertificate', **given)
    fails('publish', shop, says='reached', VITRINE_TOKEN=TOKEN)
    assert_whole(shop)


def test_host_that_dies_half_way(folder):
    shop = make_filled_shop(folder)

    class Dying(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({'name': 'vitrine-host', 'version': '1', 'active_release': None, 'events': [],
                               'cursor': ''}).encode()
            self.send_response(200)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body) + 100))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def do_POST(self):
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

        do_PUT = do_POST

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Dying)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    add_host(shop, f'http://127.0.0.1:{server.server_port}')
    fails('publish', shop, VITRINE_TOKEN=TOKEN)
    fails('releases', shop, VITRINE_TOKEN=TOKEN)
    server.shutdown()
    server.server_close()
    assert listed(shop, 'hosts')[0]['release'] == ''
    assert len(listed(shop, 'products')) == 2
    assert_whole(shop)


def run_case(function):
    with tempfile.TemporaryDirectory(prefix='vitrinectl-') as folder:
        for name in ('DATA', 'CONFIG', 'CACHE', 'RUNTIME'):
            os.environ[f'XDG_{name}_{"DIR" if name == "RUNTIME" else "HOME"}'] = folder + '-' + name.lower()
        try:
            function(pathlib.Path(folder))
        finally:
            for name in ('data', 'config', 'cache', 'runtime'):
                shutil.rmtree(f'{folder}-{name}', ignore_errors=True)


def main():
    cases = [(name[5:].replace('_', '-'), value) for name, value in globals().items() if name.startswith('test_')]
    os.environ.update(LC_ALL='C.UTF-8', DBUS_SESSION_BUS_ADDRESS='unix:path=/nonexistent')
    os.environ.pop('VITRINE_TOKEN', None)
    print(f'1..{len(cases)}')
    for number, (name, function) in enumerate(cases, 1):
        try:
            run_case(function)
            print(f'ok {number} - {name}')
        except Skip as reason:
            print(f'ok {number} - {name} # SKIP {reason}')
        except Exception:
            for line in traceback.format_exc().splitlines():
                print('#', line)
            print(f'not ok {number} - {name}')
        sys.stdout.flush()


main()
