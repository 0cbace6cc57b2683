#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one linter over the files of the tree that are its business: lint.py NAME [TOP].

Exit status 0 is clean, 77 means that the tool here is another one than the tree was written for.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SKIP = 77
CLANG_FORMAT_VERSION = 14
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments=translators:', '--add-location=file', '--keyword=_',
            '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3',
            '--files-from=po/POTFILES.in']


def tree(top, *patterns):
    """The files below TOP that match, without build folders and hidden ones."""
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders
                            if not name.startswith(('.', 'build')) and name != '__pycache__')
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if any(path.relative_to(top).match(pattern) for pattern in patterns):
                found.append(str(path.relative_to(top)))
    return found


def run(top, *command, quiet=False):
    """Whether the command is content; its output is shown when it is not, or always."""
    done = subprocess.run(command, cwd=top, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
    if done.returncode != 0 or not quiet:
        print(done.stdout, end='')
    return done.returncode == 0


def each(top, files, *command):
    """Run the command on every file, and say whether it was content with all of them."""
    return all([run(top, *command, name, quiet=True) for name in files])


def clang_format(top):
    version = subprocess.run(['clang-format', '--version'], stdout=subprocess.PIPE, text=True, check=True).stdout
    if int(re.search(r'version (\d+)', version)[1]) != CLANG_FORMAT_VERSION:
        print(f'the tree is formatted with clang-format {CLANG_FORMAT_VERSION}, here is: {version}')
        return SKIP
    return run(top, 'clang-format', '--dry-run', '-Werror', *tree(top, '*.c', '*.h'))


def cppcheck(top):
    folders = sorted({os.path.dirname(name) for name in tree(top, 'src/**/*.h')})
    return run(top, 'cppcheck', '-j2', '--quiet', '--error-exitcode=1', '--std=c11', '--library=gtk', '--inline-suppr',
               '--enable=warning,performance,portability', f'--suppressions-list={top}/tests/lint/cppcheck.txt',
               '-DG_BEGIN_DECLS=', '-DG_END_DECLS=', *[f'-I{name}' for name in folders], 'src')


def codespell(top):
    foreign = re.compile(r'po/|LICENSE$|.*\.(fr|sv)\.txt$')
    names = [name for name in tree(top, '*') if not foreign.match(name)]
    return run(top, 'codespell', '--ignore-words', 'tests/lint/codespell.txt', *names)


def shellcheck(top):
    scripts = [name for name in tree(top, '*')
               if re.match(rb'#!.*\b(ba)?sh\b', pathlib.Path(top, name).read_bytes()[:40])]
    return run(top, 'shellcheck', '--external-sources', '--source-path', str(top), *scripts, '.ci/run',
               *tree(top, '*.sh'))


def desktop(top):
    good = True
    for name in tree(top, '*.desktop.in'):
        with tempfile.TemporaryDirectory() as folder:
            # The validator insists on the suffix.
            entry = shutil.copy(pathlib.Path(top, name), pathlib.Path(folder, pathlib.Path(name).stem))
            good = run(top, 'desktop-file-validate', str(entry), quiet=True) and good
    return good


def metainfo(top):
    version = subprocess.run(['appstreamcli', '--version'], stdout=subprocess.PIPE, text=True, check=True).stdout
    # A home page is asked for since version 1; this project has none.
    lenient = [] if 'version: 0.' in version else ['--override=url-homepage-missing=info']
    return each(top, tree(top, '*.metainfo.xml.in'), 'appstreamcli', 'validate', '--no-net', *lenient)


def xml_files(top):
    names = tree(top, '*.xml', '*.ui', '*.svg', '*.xml.in', 'data/system/*.conf', '*.policy')
    return run(top, 'xmllint', '--nonet', '--noout', *names)


def dbus_docs(top):
    """Every interface, method, signal, property and argument is documented where it stands."""
    missing = []
    for name in tree(top, 'data/dbus/*.xml'):
        text = pathlib.Path(top, name).read_text(encoding='utf-8')
        for interface in xml.etree.ElementTree.fromstring(text).iter('interface'):
            for member in interface:
                if member.tag in ('method', 'signal', 'property') and not re.search(
                        rf'<!--\s*\n?\s*{member.get("name")}:', text):
                    missing.append(f'{name}: {member.tag} {member.get("name")} has no comment "{member.get("name")}:"')
    print(*missing, sep='\n', end='\n' if missing else '')
    return not missing


def po_files(top):
    """Catalogues are well formed, complete, and in LINGUAS."""
    lines = pathlib.Path(top, 'po/LINGUAS').read_text(encoding='utf-8').split()
    good = sorted(lines) == sorted(pathlib.Path(name).stem for name in tree(top, 'po/*.po'))
    if not good:
        print('po/LINGUAS and the catalogues in po differ')
    return each(top, tree(top, 'po/*.po'), 'msgfmt', '--check', '-o', '/dev/null') and good


def translations(top):
    """Every text of the program is in the template, and translated in every catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        template = f'{folder}/haulier.pot'
        return run(top, *XGETTEXT, '-o', template) and all([
            run(top, 'msgcmp', '--no-fuzzy-matching', *options, name, template)
            for name, options in [('po/haulier.pot', ['--use-untranslated'])]
            + [(name, []) for name in tree(top, 'po/*.po')]])


def potfiles(top):
    """POTFILES.in names exactly the files that have something to translate."""
    listed = {line.strip() for line in pathlib.Path(top, 'po/POTFILES.in').read_text(encoding='utf-8').splitlines()
              if line.strip() and not line.startswith('#')}
    marks = {'.c': r'\b(_|N_|C_|NC_|ngettext|g_dngettext) \("', '.ui': r'translatable="(yes|true|1)"',
             '.in': r'^(Name|Comment|Keywords|GenericName)=|<(name|summary|p|caption)>', '.h': r'\b(_|N_|C_) \("',
             '.policy': r'<(description|message) '}
    found = {name for name in tree(top, 'src/**/*.[ch]', 'ui/*.ui', 'data/*.in', '*.policy') + tree(top, 'src/*/*.[ch]')
             if re.search(marks[pathlib.Path(name).suffix], pathlib.Path(top, name).read_text(encoding='utf-8'), re.M)}
    for name in sorted(found - listed):
        print(f'po/POTFILES.in lacks {name}')
    for name in sorted(listed - found):
        print(f'po/POTFILES.in names {name}, which has nothing to translate')
    return listed == found


LINTERS = {
    'clang-format': clang_format,
    'codespell': codespell,
    'cppcheck': cppcheck,
    'dbus-docs': dbus_docs,
    'desktop': desktop,
    'metainfo': metainfo,
    'po': po_files,
    'potfiles': potfiles,
    'shellcheck': shellcheck,
    'translations': translations,
    'xml': xml_files,
}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in LINTERS:
        print(f'usage: lint.py {"|".join(LINTERS)} [TOP]', file=sys.stderr)
        return 2
    top = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parents[2]).resolve()
    outcome = LINTERS[sys.argv[1]](top)
    return SKIP if outcome is SKIP else 0 if outcome else 1


if __name__ == '__main__':
    sys.exit(main())
