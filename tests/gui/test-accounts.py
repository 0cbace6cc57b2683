#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of a user on a computer with an engine of its own: both engines in one list, and whose jobs are whose."""

import os
import re
import shutil
import types

from computer import ComputerCase, as_root
from desktop import PATIENCE_SEC
from haulier_lab import Agent, Authority, content, main, wait_until


class Accounts(ComputerCase):
    def show_everybody(self):
        """Chooses the item of the menu with the keyboard."""
        self.lab.keys('F10')
        self.lab.find('menu item', 'Show Everybody’s Jobs')
        self.lab.keys('e')

    def test_jobs_of_both_engines(self):
        self.add_own('own.iso')
        self.create('shared')
        self.open()
        self.lab.wait_row('^own.iso, Suspended')
        self.lab.wait_row('^shared, Suspended')
        self.lab.find('item', '^All: 2')
        self.assertFalse(self.lab.things(None, '^Owner$'), 'one owner, and a column for it')

    def test_action_goes_to_the_engine_of_the_job(self):
        self.add_own('own.iso')
        self.create('shared')
        self.open()
        self.lab.wait_row('^shared, Suspended')
        self.lab.click(self.lab.find('row', '^shared'))
        self.lab.press('^Cancel')
        self.lab.wait_row('^shared, Cancelled')
        self.assertEqual(self.state_of('shared'), 'cancelled')
        self.lab.wait_row('^own.iso, Suspended')

    def test_engine_of_the_computer_comes_and_goes(self):
        self.add_own('own.iso')
        self.create('shared')
        self.open()
        self.lab.wait_row('^shared')
        with as_root():
            self.machine.processes.kill(self.machine.daemon_pid())
        wait_until('its jobs are gone', lambda: not any(row.startswith('shared') for row in self.lab.rows()))
        self.lab.wait_row('^own.iso')
        with as_root():
            self.machine.start_daemon()
        self.lab.wait_row('^shared, Suspended')

    def test_everybody(self):
        self.add_own('own.iso')
        self.create('nightly', '--account', 'LocalSystem', who='root')
        self.allow()
        self.open()
        self.lab.wait_row('^own.iso')
        self.assertFalse(any(row.startswith('nightly') for row in self.lab.rows()))
        self.show_everybody()
        self.lab.wait_row('^nightly, Suspended, .*, LocalSystem$')
        self.lab.find(None, '^Owner$')
        self.lab.find('item', r'^anna \(you\): 1$')
        self.picture('accounts-wide')
        self.lab.click(self.lab.find('item', '^LocalSystem: 1$'))
        wait_until('only its jobs', lambda: not any(row.startswith('own.iso') for row in self.lab.rows()))
        self.lab.wait_row('^nightly')
        self.lab.click(self.lab.find('item', '^All Accounts: 2$'))
        self.lab.wait_row('^own.iso')
        self.lab.resize(380, 640)
        self.lab.wait_text('^LocalSystem · ')
        self.picture('accounts-narrow')

    def add_slow(self, name, *options, who):
        """Adds a job to the computer's engine that moves for as long as it may."""
        self.server.serve('/' + name, content(40_000_000), rate=100_000, ranges=False)
        self.computer('add', self.server.url('/' + name), '--to', self.everywhere, *options, who=who)

    def test_all_are_ones_own(self):
        with as_root():
            self.everywhere = self.machine.folder_for('everywhere')
            os.chmod(self.everywhere, 0o777)
        self.add_slow('nightly.iso', '--account', 'LocalSystem', who='root')
        self.add_slow('shared.iso', who='anna')
        self.add(self.server.url('/shared.iso'))
        self.allow()
        self.open()
        self.lab.keys('F10')
        self.lab.find('menu item', '^Suspend All$')
        self.lab.keys('Escape')
        self.show_everybody()
        self.lab.wait_row('^nightly.iso, Downloading, .*, LocalSystem$')
        self.lab.keys('F10')
        self.lab.find('menu item', '^Suspend All Your Own$')
        self.lab.keys('s')
        wait_until('both of anna’s', lambda: 2 == len(
            [row for row in self.lab.rows() if re.match('shared.iso, Suspended', row)]), PATIENCE_SEC)
        # It is older: it would have been the first.
        self.assertEqual(self.state_of('nightly.iso', who='root'), 'transferring')
        self.lab.click(self.lab.find('item', '^LocalSystem: 1$'))
        self.lab.keys('F10')
        self.lab.find('menu item', '^Suspend All of LocalSystem$')
        self.picture('accounts-menu')
        self.lab.keys('s')
        self.lab.wait_row('^nightly.iso, Suspended')

    def close_dialog(self):
        """Leaves it as it is."""
        self.lab.keys('Escape')
        self.lab.wait_focus()

    def ask_to_take(self, name):
        """Chooses the item of a job's menu with the keyboard."""
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith(f'{name}, ')))
        self.lab.keys('shift+F10')
        self.lab.find('menu item', '^Take Ownership…$')
        self.lab.keys('w')
        self.lab.wait_text(f'^Take Ownership of “{name}”.$')

    def test_take_ownership(self):
        with as_root():
            folder = self.machine.folder_for('taken')
            os.chmod(folder, 0o777)
        self.computer('add', self.server.url('/nightly.iso'), '--account', 'LocalSystem', '--paused', '--to', folder,
                      '--user=ann', '--password-stdin', who='root', text='pl4nted-s3cret')
        self.create('own')
        self.allow()
        self.open()
        self.show_everybody()
        self.lab.wait_row('^nightly.iso, Suspended, .*, LocalSystem$')
        self.forbid()
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith('nightly.iso, ')))
        self.lab.press('^Take Ownership…')
        self.lab.wait_text('only while you are logged on. It is LocalSystem’s no longer')
        self.lab.wait_text('credentials, client certificate, headers .* dropped for good')
        self.picture('accounts-take')
        self.close_dialog()
        self.ask_to_take('nightly.iso')
        self.lab.press('^Take Ownership$')
        self.lab.wait_text('^The Download Keeps Its Owner$')
        self.lab.wait_text('administrator')
        self.close_dialog()
        self.assertEqual(self.computer('show', 'nightly.iso', '--json', who='root').json['owner'], 'LocalSystem')
        self.assertEqual(len(self.computer('credentials', 'nightly.iso', '--json', who='root').json), 1)
        self.allow()
        self.lab.click(self.lab.find('item', '^LocalSystem: 1$'))
        self.ask_to_take('nightly.iso')
        self.lab.press('^Take Ownership$')
        wait_until('it is not among the others', lambda: not any(
            row.startswith('nightly.iso') for row in self.lab.rows()), PATIENCE_SEC)
        self.lab.click(self.lab.find('item', '^All Accounts: 2$'))
        self.lab.wait_row('^nightly.iso, Suspended, 0.%$')
        self.lab.wait_no_text('^Take Ownership…')
        self.assertEqual(self.computer('show', 'nightly.iso', '--json').json['owner'], 'anna')
        self.assertEqual(self.computer('credentials', 'nightly.iso', '--json').json, [])

    def test_everybody_refused(self):
        self.add_own('own.iso')
        self.create('nightly', '--account', 'LocalSystem', who='root')
        self.open()
        self.lab.wait_row('^own.iso')
        self.show_everybody()
        self.lab.wait_text('Only Your Own Jobs Are Shown')
        self.lab.wait_text('administrator')
        self.picture('accounts-refused')
        self.lab.press('Close')
        self.assertFalse(any(row.startswith('nightly') for row in self.lab.rows()))

    def choose_account(self, times):
        """Chooses an account in the dialog with the keyboard."""
        self.lab.keys('ctrl+n')
        self.lab.wait_focus('^New Download$')
        self.lab.type(self.server.url('/nightly.iso'))
        self.lab.find(None, '^Account$')
        self.lab.keys('alt+a', 'space', *['Down'] * times, 'Return')

    def test_account_of_a_new_job(self):
        self.allow()
        for folder in (self.lab.folder, self.lab.target):
            os.chmod(folder, 0o711)
        os.chmod(self.folder, 0o777)
        self.open()
        self.choose_account(3)
        self.lab.wait_text('^LocalService$')
        wait_until('what it means, at the account and below', lambda: len(
            self.lab.things('label', 'without a proxy')) == 2)
        self.picture('accounts-chooser')
        self.lab.press('Start')
        wait_until('the job', lambda: 'LocalService' in [job['owner'] for job in self.computer(
            'jobs', '--all-owners', '--json', who='root').json])
        self.assertEqual(self.lab.ctl('jobs', '--json').json, [])

    def test_account_of_a_new_job_refused(self):
        self.open()
        self.choose_account(1)
        self.lab.press('Start')
        self.lab.wait_text('administrator')
        self.picture('accounts-chooser-refused')
        self.assertEqual(self.computer('jobs', '--all-owners', '--json', who='root').json, [])

    def kept_proxy(self, account):
        """Returns usage and list that the computer's engine keeps for an account."""
        kept = self.computer('util', 'get-proxy', account, '--json').json
        return kept['usage'], kept['list'], kept['bypass']

    def edit_proxy(self, account):
        """Opens the editor of an account's proxy."""
        self.lab.keys('ctrl+comma')
        self.lab.press('^Accounts$', 'page tab')
        self.lab.press(f'^Edit Proxy of {account}$')
        self.lab.wait_focus(f'^Proxy of {account}$')
        self.lab.within = f'Proxy of {account}'

    def test_proxy_of_an_account(self):
        self.addCleanup(self.computer, 'util', 'set-proxy', 'LocalService', 'none', who='root')
        self.open()
        self.edit_proxy('LocalService')
        self.lab.wait_text('^The job goes without a proxy')
        self.lab.choose('^Proxy$', 2)
        self.lab.wait_text('^Whoever answers in this network becomes the proxy')
        self.lab.choose('^Proxy$', 0)
        self.lab.wait_text('^The job goes without a proxy')
        self.lab.press('^Set Proxy$')
        self.lab.find('text', '^Proxies, such as')
        self.lab.type('a:1;b:2')
        self.lab.wait_text('separated by spaces.*0x8020003F [A-Z_]+')
        self.picture('accounts-proxy-refused')
        self.lab.keys('Return')
        self.lab.wait_text('separated by spaces.*0x8020003F [A-Z_]+')
        self.assertEqual(self.kept_proxy('LocalService'), ('none', '', ''))
        self.lab.fill('^Proxies, such as', f'127.0.0.1:{self.server.port}')
        self.lab.fill('^Without it, such as', '*.intranet.example.org')
        self.lab.wait_no_text('0x8020003F')
        self.lab.wait_text('^The job fails if the proxy asks who it is')
        self.lab.keys('Return')
        self.lab.wait_text('(?s)password of an administrator.*0x800702E4')
        self.assertEqual(self.kept_proxy('LocalService'), ('none', '', ''))
        self.allow()
        self.lab.keys('Return')
        self.lab.within = None
        self.lab.wait_focus('^Preferences$')
        self.lab.wait_text(f'^127.0.0.1:{self.server.port}, not for .*intranet.example.org$')
        self.assertEqual(self.kept_proxy('LocalService'),
                         ('override', f'127.0.0.1:{self.server.port}', '*.intranet.example.org'))
        self.assert_next_job_uses_it()

    def assert_next_job_uses_it(self):
        """There is no such server: only a proxy can have it."""
        with as_root():
            folder = self.machine.folder_for('through')
            os.chmod(folder, 0o777)
        self.server.serve('/through.bin', content(5000))
        self.computer('add', 'http://through.haulier.invalid/through.bin', '--account', 'LocalService', '--to', folder,
                      '--wait', who='root')
        [exchange] = self.server.exchanges('/through.bin')
        self.assertEqual(exchange.request.header('host'), 'through.haulier.invalid')

    def test_proxy_when_the_question_is_closed(self):
        """The dialog for a password is closed: that is said, and what was entered is still there."""
        window = self.lab.start_window()
        self.lab.resize(*self.window_size)
        self.edit_proxy('LocalSystem')
        self.lab.choose('^Proxy$', 2)
        with as_root():
            agent = Agent(self.machine, types.SimpleNamespace(user='anna', pid=window.pid), 'dismiss')
            self.addCleanup(agent.close)
        self.lab.press('^Save$')
        self.assertEqual(agent.read()[:2], ['asked', 'org.haulier.transfer1.change-settings'])
        self.lab.wait_text('The question for a password was closed')
        self.lab.wait_text('^Detect it$')
        self.assertEqual(self.kept_proxy('LocalSystem'), ('none', '', ''))

    def tab_to(self, name):
        """Presses the Tab key until something has the keyboard."""
        for _ in range(60):
            thing = self.lab.focused()
            if thing and thing.name == name:
                return
            self.lab.keys('Tab')
        self.fail(f'the Tab key does not reach {name}')

    def test_keyboard_edits_the_proxy_of_an_account(self):
        """Escape keeps what is set."""
        self.allow()
        self.open()
        self.lab.keys('ctrl+comma')
        self.lab.press('^Accounts$', 'page tab')
        self.lab.find('button', '^Refresh$')
        self.tab_to('Edit Proxy of NetworkService')
        self.lab.keys('Return')
        self.lab.wait_focus('^Proxy of NetworkService$')
        self.lab.within = 'Proxy of NetworkService'
        self.lab.wait_text('^No proxy$')
        self.tab_to('Proxy')
        self.lab.keys('space', 'End', 'Return')
        self.lab.wait_text('^Whoever answers in this network becomes the proxy')
        self.lab.keys('Escape')
        self.lab.within = None
        self.lab.wait_focus('^Preferences$')
        self.assertEqual(self.kept_proxy('NetworkService'), ('none', '', ''))

    def test_preferences_tell_of_the_accounts(self):
        self.open()
        self.lab.find('item', '^LocalService: 0$')
        self.picture('accounts-sidebar')
        self.lab.keys('ctrl+comma')
        self.lab.press('^Accounts$', 'page tab')
        for text in ('^LocalService$', '^Logged On$', '^Always$', '^root, network: haulier-system$',
                     '^None: this computer is in no domain$', '^None\nNo server is shown a certificate yet'):
            self.lab.wait_text(text)
        self.picture('accounts-preferences')
        self.lab.wait_no_text('^proxy.example.org:8080$')
        self.addCleanup(self.computer, 'util', 'set-proxy', 'LocalSystem', 'none', who='root')
        self.computer('util', 'set-proxy', 'LocalSystem', 'override', '--list', 'proxy.example.org:8080', who='root')
        self.lab.press('^Refresh$')
        self.lab.wait_text('^proxy.example.org:8080$')

    def test_preferences_tell_of_certificates(self):
        """One's own and the computer's are the person's, the computer's those of services; one is not good any more."""
        authority = Authority(self.lab.folder_for('authority'))
        folder = self.lab.folder_for('configuration')
        for name, expired, place in (('anna-card', False, self.lab.environment['XDG_CONFIG_HOME'] + '/haulier'),
                                     ('host', True, folder)):
            place = os.path.join(place, 'certificates')
            os.makedirs(place)
            self.addCleanup(shutil.rmtree, place)
            shutil.copy(authority.issue(name, expired=expired)[0], place)
        self.lab.environment['CONFIGURATION_DIRECTORY'] = folder
        self.addCleanup(self.lab.environment.pop, 'CONFIGURATION_DIRECTORY')
        self.open()
        self.lab.keys('ctrl+comma')
        self.lab.press('^Accounts$', 'page tab')
        self.lab.wait_text('^Client Certificates$')
        self.lab.wait_text(r'^anna-card \(until 2049-01-01\); host \(expired 2020-02-01\)\nNo server is shown')
        wait_until('those of services', lambda: len(
            self.lab.things('label', r'^host \(expired 2020-02-01\)\n')) == 3, PATIENCE_SEC)
        self.picture('accounts-certificates')


if __name__ == '__main__':
    main()
