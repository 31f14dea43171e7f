#!/usr/bin/python3
# atspi.py   drives a GTK4 program over the accessibility bus as an assistive-technology user would; import it in a test run inside run-gui
# run it with /usr/bin/python3 (packages python3-gi gir1.2-atspi-2.0 at-spi2-core), never with another Python: gi is Debian's
# example: import atspi; a = atspi.App('vitrine'); a.set_text('Name', 'กาแฟ'); a.click('Save'); a.wait_label('Saved'); a.key('ctrl+f')
#
# The bus is spoken to directly, not by libatspi: that asks for each fact of each widget alone and waits for each answer, seconds for a
# window of some thousand widgets. GTK tells all of them in one answer (org.a11y.atspi.Cache), once each has been asked for by name.
import struct, subprocess, sys, time
import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib      # Atspi: for the names of roles and states alone

# AT-SPI role names changed between at-spi2-core 2.46 and later ones
ALIAS = {'button': ('push button', 'button'), 'entry': ('text', 'entry', 'password text'), 'check': ('check box', 'switch', 'toggle button'),
         'spin': ('spin button',), 'list': ('list', 'list box'), 'row': ('list item', 'table row'), 'dialog': ('dialog', 'alert')}

# Seconds to wait for what should be there: many, so that a slow machine proves nothing.
PATIENCE = 40

A11Y = 'org.a11y.atspi.'
ROOT = '/org/a11y/atspi/accessible/root'
ROLES = {}


def norm(s):
    """'_Cancel Cancel' -> 'Cancel', 'Published Published' -> 'Published' (GTK 4.8 joins own label and labelled-by)"""
    s = (s or '').replace('_', '').strip()
    half = (len(s) - 1) // 2
    return s[:half] if len(s) > 2 and len(s) % 2 == 1 and s[half] == ' ' and s[:half] == s[half + 1:] else s


def role_name(number):
    if number not in ROLES:
        ROLES[number] = Atspi.role_get_name(Atspi.Role(number))
    return ROLES[number]


class Bus:
    """The bus, and the one program on it that is looked at."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, -1, None).unpack()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.program = None

    def call(self, path, interface, method, arguments=None, program=None):
        return self.connection.call_sync(program or self.program, path, interface, method, arguments, None, 0, 30000, None).unpack()

    def children(self, paths):
        """Asks for the children of many at once, and waits then. {path: [path]}; what went away is left out"""
        answers = {}
        waiting = [len(paths)]

        def answered(connection, result, path):
            waiting[0] -= 1
            try:
                answers[path] = [child for _, child in connection.call_finish(result).unpack()[0]]
            except GLib.Error:
                pass
        for path in paths:
            self.connection.call(self.program, path, A11Y + 'Accessible', 'GetChildren', None, None, 0, 30000, None, answered, path)
        while waiting[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def items(self):
        """(path, path of the parent, index, children, name, role, description, states) of each that was asked for before

        Read from the message's own bytes, a((so)(so)(so)iiassusau) as the D-Bus specification marshals it: to unpack some ten thousand
        names of interfaces takes longer than all else.
        """
        message = Gio.DBusMessage.new_method_call(self.program, '/org/a11y/atspi/cache', A11Y + 'Cache', 'GetItems')
        reply, _ = self.connection.send_message_with_reply_sync(message, Gio.DBusSendMessageFlags.NONE, 30000, None)
        blob = reply.to_blob(Gio.DBusCapabilityFlags.NONE)
        number = struct.Struct('<i' if blob[:1] == b'l' else '>i').unpack_from

        def text(at):
            length, = number(blob, at)
            return blob[at + 4:at + 4 + length].decode(), (at + 4 + length + 4) & ~3     # its NUL, then to the next number

        def reference(at):
            length, = number(blob, at)      # of the program's name
            return text((at + 4 + length + 4) & ~3)
        fields, = number(blob, 12)
        at = (16 + fields + 7) & ~7
        end = (at + 4 + 7 & ~7) + number(blob, at)[0]
        at = at + 4 + 7 & ~7
        while at < end:
            path, at = reference(at)
            _, at = reference(at + 7 & ~7)
            parent, at = reference(at + 7 & ~7)
            index, children, interfaces = number(blob, at)[0], number(blob, at + 4)[0], number(blob, at + 8)[0]
            name, at = text(at + 12 + interfaces + 3 & ~3)
            role = number(blob, at)[0]
            description, at = text(at + 4)
            length = number(blob, at)[0]
            states = [number(blob, at + 4 + i)[0] & 0xFFFFFFFF for i in range(0, length, 4)]
            at = at + 4 + length + 7 & ~7
            yield path, parent, index, children, name, role, description, states

    def find_program(self, name):
        for program, path in self.call(ROOT, A11Y + 'Accessible', 'GetChildren', program=A11Y + 'Registry')[0]:
            found, = self.call(path, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (A11Y + 'Accessible', 'Name')), program)
            if found == name:
                return program


class Node:
    """A widget. What is an attribute is as it was when the tree was looked at; what is a method asks the program now."""

    def __init__(self, bus, path, item=None):
        self.bus = bus
        self.path = path
        self.kids = []
        self.index = 0
        self.count = 0
        self.states = ()
        self.name = self.role = self.description = ''
        if item:
            _, _, self.index, self.count, self.name, role, self.description, self.states = item
            self.role = role_name(role)

    def _call(self, interface, method, *arguments, signature=''):
        return self.bus.call(self.path, A11Y + interface, method, GLib.Variant(f'({signature})', arguments) if signature else None)[0]

    def _get(self, interface, name):
        return self.bus.call(self.path, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (A11Y + interface, name)))[0]

    def _at(self, path):
        node = Node(self.bus, path)
        node.name, node.role = node.get_name(), node.get_role()
        return node

    @staticmethod
    def _is_in(states, state):
        number = int(getattr(Atspi.StateType, state.upper()))
        return len(states) > 1 and bool(states[number // 32] >> number % 32 & 1)

    def was(self, state):
        """Whether it was 'focused', 'visible', 'sensitive' …"""
        return self._is_in(self.states, state)

    def acts(self):
        """Whether there is something that can be done to it."""
        try:
            return self._get('Action', 'NActions') > 0
        except GLib.Error:
            return False

    def get_name(self):
        return self._get('Accessible', 'Name')

    def get_description(self):
        return self._get('Accessible', 'Description')

    def get_role(self):
        return role_name(self._call('Accessible', 'GetRole'))

    def has(self, state):
        return self._is_in(self._call('Accessible', 'GetState'), state)

    def get_parent(self):
        _, path = self._get('Accessible', 'Parent')
        return None if path.endswith('/null') else self._at(path)

    def count_children(self):
        return self._get('Accessible', 'ChildCount')

    def get_children(self):
        return [self._at(path) for _, path in self._call('Accessible', 'GetChildren')]

    def get_extents(self):
        """x, y, width and height in its window, pixels"""
        return self._call('Component', 'GetExtents', 1, signature='u')

    def get_actions(self):
        return [self._call('Action', 'GetName', i, signature='i') for i in range(self._get('Action', 'NActions'))]

    def act(self, number=0):
        return self._call('Action', 'DoAction', number, signature='i')

    def select_child(self, number):
        return self._call('Selection', 'SelectChild', number, signature='i')

    def get_text(self):
        return self._call('Text', 'GetText', 0, self._get('Text', 'CharacterCount'), signature='ii')    # end -1 gives '' on GTK 4.8

    def set_text(self, text):
        return self._call('EditableText', 'SetTextContents', text, signature='s')

    def set_value(self, number):
        self.bus.call(self.path, 'org.freedesktop.DBus.Properties', 'Set',
                      GLib.Variant('(ssv)', (A11Y + 'Value', 'CurrentValue', GLib.Variant('d', number))))


class App:
    def __init__(self, name, timeout=PATIENCE):
        """name: the program's name on the bus (g_get_prgname(): the file name of the binary unless set)"""
        self.page = None        # the class of the page that is open
        self.thorough = False   # whether all was asked for, the last time
        self.bus = Bus()
        self.bus.program = self._until(lambda: self.bus.find_program(name), timeout, f'no application {name!r} on the accessibility bus')

    @staticmethod
    def _until(f, timeout, what):
        end = time.time() + timeout
        while True:
            try:
                r = f()
                if r:
                    return r
            except GLib.Error:      # the widget went away while we looked
                pass
            if time.time() > end:
                raise AssertionError(f'{what} (after {timeout} s)')
            time.sleep(0.2)

    BIG = 60        # a list with more rows is only walked when named as inside=: it is long because nobody looks at all of it

    def _look(self, inside):
        """All that there is, by path

        What nobody has asked for yet is not told: so it is asked for, until all is known. Which children are hidden is not told either.
        Mostly their numbers show it; not where one that nobody has asked for came into the place of one that went, so every second time,
        and so while something is waited for, all are asked.
        """
        asked = {}
        self.thorough = not self.thorough
        while True:
            nodes = {}
            by_parent = {}
            for item in self.bus.items():
                node = nodes[item[0]] = Node(self.bus, item[0], item)
                by_parent.setdefault(item[1], []).append(node)
            for path, node in nodes.items():
                node.kids = sorted(by_parent.get(path, ()), key=lambda kid: kid.index)
            if not self._ask(self._unclear(nodes, inside, self.thorough and not asked), inside, nodes, asked):
                break
        for path in asked:
            if path in nodes:
                nodes[path].kids = [nodes[kid] for kid in asked[path] if kid in nodes]
        return nodes

    def _unclear(self, nodes, inside, thorough):
        """Whose children may be others than those that are told of."""
        unclear = {path for path, node in nodes.items() if node.count <= self.BIG or path == inside
                   if len(node.kids) != node.count or any(kid.index != i for i, kid in enumerate(node.kids))}
        if thorough:
            unclear.update(node.path for node in self._walk(nodes[ROOT].kids, True) if node.count <= self.BIG)
        return unclear.union((ROOT,))

    def _ask(self, paths, inside, nodes, asked):
        """Whether that brought any that nothing was known of."""
        known = {kid for kids in asked.values() for kid in kids}.union(nodes)
        found = set()
        while paths:
            answers = self.bus.children(paths)
            asked.update(answers)
            new = {kid for path, kids in answers.items() if len(kids) <= self.BIG or path == inside for kid in kids} - known - found
            found |= new
            paths = new
        return bool(found)

    def _walk(self, kids, only_open=False):
        """Pages that were left stay in the tree: the one that is open, where it is known, comes before them, or alone."""
        if self.page and len(kids) > 1 and kids[0].name == 'GtkStackPage':
            kids = sorted(kids, key=lambda kid: not kid.kids or kid.kids[0].name != self.page)
            if only_open and kids[0].kids and kids[0].kids[0].name == self.page:
                kids = kids[:1]
        for kid in kids:
            yield kid
            if kid.count <= self.BIG:
                yield from self._walk(kid.kids, only_open)

    def walk(self, node=None):
        """depth first, newest window first, so that a dialog is found before the window under it"""
        nodes = self._look(node.path if node else None)
        if node is None:
            return self._walk(nodes[ROOT].kids[::-1])
        return self._walk(nodes[node.path].kids) if node.path in nodes else iter(())

    def _find(self, role, name, inside=None):
        roles = ALIAS.get(role, (role,)) if role else None
        return next((n for n in self.walk(inside) if (roles is None or n.role in roles) and (name is None or norm(n.name) == name)), None)

    def find(self, role, name=None, timeout=PATIENCE, inside=None):
        return self._until(lambda: self._find(role, name, inside), timeout, f'no {role or "widget"} named {name!r}')

    def gone(self, role, name=None, timeout=PATIENCE):
        self._until(lambda: not self._find(role, name), timeout, f'{role} {name!r} is still there')

    def focused(self, inside=None):
        """What has the keyboard, or None"""
        return next((n for n in self.walk(inside) if n.was('focused')), None)

    def click(self, name, role='button', timeout=PATIENCE, inside=None):
        n = self.find(role, name, timeout, inside)
        if not n.acts():
            raise AssertionError(f'{role} {name!r} has no action')
        n.act()
        time.sleep(0.3)     # nobody presses what is not on the screen yet

    def set_text(self, name, text, role='entry', timeout=PATIENCE, inside=None):
        if not self.find(role, name, timeout, inside).set_text(text):
            raise AssertionError(f'{name!r} refused the text')

    def text(self, name, role='entry', timeout=PATIENCE):
        return self.find(role, name, timeout).get_text()

    def wait_label(self, part, timeout=PATIENCE):
        return self._until(lambda: next((n.name for n in self.walk() if n.role == 'label' and part in n.name), None), timeout,
                           f'no label containing {part!r}')

    def select_row(self, list_name, row, timeout=PATIENCE):
        """row: an index, or the text of a label inside the row"""
        lst = self.find('list', list_name, timeout)
        def f():
            if isinstance(row, int):
                return row if row < lst.count_children() else None
            nodes = self._look(lst.path)
            for i, r in enumerate(nodes[lst.path].kids if lst.path in nodes else ()):
                if norm(r.name) == row or any(n.role == 'label' and norm(n.name) == row for n in self._walk(r.kids)):
                    return i + 1
        i = self._until(f, timeout, f'no row {row!r} in {list_name!r}')
        lst.select_child(i if isinstance(row, int) else i - 1)

    # real key presses and clicks, through the X server (package xdotool)
    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--delay', '40', *keys], check=True)
        time.sleep(0.2)

    def type(self, text):
        """ASCII and Thai; for anything else use set_text: xdotool drops characters that no loaded keyboard map has"""
        if not all(c.isascii() or '\u0e00' <= c <= '\u0e7f' for c in text):
            raise ValueError('use set_text for this text')
        if not text.isascii():
            subprocess.run(['setxkbmap', 'us,th'], check=True)
        subprocess.run(['xdotool', 'type', '--delay', '30' if text.isascii() else '120', text], check=True)
        time.sleep(0.2)

    def dump(self, out=sys.stdout):
        def line(node, depth):
            print('  ' * depth + node.role, repr(norm(node.name)), file=out)
            for kid in node.kids:
                line(kid, depth + 1)
        line(self._look(None)[ROOT], 0)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: atspi.py PROGRAM-NAME   prints its accessibility tree')
    App(sys.argv[1]).dump()
