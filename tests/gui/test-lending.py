#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Helper tokens in the window: asked for with a code, lent with it, used by oneself, cleared, lost."""

import re

from computer import ComputerCase
from desktop import PATIENCE_SEC
from haulier_lab import main, wait_until

CODE = '^([0-9a-f]{4}-){7}[0-9a-f]{4}$'
ASK, LEND, USE = 'Ask for a Helper', 'Lend My Identity', 'Use My Identity'


class Lending(ComputerCase):
    def add_job(self, name, *options, who='anna'):
        """Adds a job that does not start to the computer's engine; returns its id."""
        folder = self.folder if who == 'anna' else self.machine.target + '/'
        return self.computer('add', '--json', self.server.url('/' + name), '--to', folder, '--paused', *options,
                             who=who).json['id']

    def show_access(self, name, *options):
        """Opens the window with the access plan of a job of anna's; returns its id."""
        job = self.add_job(name, *options)
        self.open()
        self.show_page(name, 'Access')
        return job

    def token(self, job):
        return self.computer('token', job, '--json', who='root').json

    def enter(self, title):
        """From now on a dialog is looked at."""
        self.lab.wait_focus(f'^{title}$')
        self.lab.within = title

    def leave(self, *keys):
        """Closes it, unless it closes by itself."""
        self.lab.keys(*keys)
        self.lab.within = None
        self.lab.wait_focus()

    def make_code(self):
        """Asks for a helper; returns the code."""
        self.lab.press('^Ask for a Helper…$')
        self.enter(ASK)
        self.lab.press('^Make a Code$')
        return self.lab.find('label', CODE).text

    def lend_as(self, who, code):
        """Lends somebody's identity without the window."""
        digest = self.computer('token', 'describe', code, '--json', who=who).json['digest']
        self.computer('token', 'lend', code, '--yes', f'--digest={digest}', who=who)

    def assert_said_once(self, code):
        """A code is in one label, and nowhere else."""
        said = [thing for thing in self.lab.all_things() if code in thing.name + thing.text]
        self.assertEqual([(thing.role, thing.text) for thing in said], [('label', code)])
        self.assertEqual([thing for thing in self.lab.things() if code in (self.lab.describe(thing) or '')], [])
        self.assertNotIn(code, self.lab.window_output() + self.lab.daemon_output() + self.machine.daemon_output())

    def wait_unsaid(self, code):
        wait_until('the code is not shown', lambda: not any(
            code in thing.name + thing.text for thing in self.lab.all_things()), PATIENCE_SEC)

    def test_code_is_used(self):
        job = self.show_access('payroll.csv')
        code = self.make_code()
        for text in ('^payroll.csv$', '^anna$', '^for the network$', f'^{re.escape(self.folder.rstrip("/"))}',
                     f'^http://127.0.0.1:{self.server.port}$', '^Good once, for 5.min more$'):
            self.lab.wait_text(text)
        self.assertEqual([self.lab.describe(self.lab.find('item', f'^{title}$')) for title in ('Job', 'Used For')],
                         ['payroll.csv', 'for the network'])
        self.assert_said_once(code)
        self.picture('offer')
        self.lend_as('ben', code)
        self.lab.wait_text('^ben is lent to this job now')
        self.wait_unsaid(code)
        self.assertFalse(self.lab.things('button', '^New Code$'))
        self.leave('Escape')
        self.lab.wait_row('^Helper token ben: ben, lent')
        self.assertEqual((self.token(job)['state'], self.token(job)['flags']), ('set', 2))

    def test_another_code_takes_its_place(self):
        job = self.show_access('twice.csv')
        code = self.make_code()
        self.computer('token', 'offer', job)
        self.lab.wait_text('^The code was withdrawn')
        self.wait_unsaid(code)
        self.lab.press('^New Code$')
        self.assertNotEqual(self.lab.find('label', CODE).text, code)
        self.assertEqual(self.token(job)['state'], 'none')

    def test_engine_forgets_the_code(self):
        self.show_access('forgotten.csv')
        self.make_code()
        self.restart_engine()
        self.lab.wait_text('^The code was withdrawn')

    def test_helper_for_nothing_is_not_asked_for(self):
        self.show_access('nothing.csv')
        self.lab.press('^Ask for a Helper…$')
        self.enter(ASK)
        self.lab.find('button', '^Make a Code$')
        self.lab.switch('^For the Network$')
        wait_until('nothing to ask for', lambda: not self.lab.find('button', '^Make a Code$').sensitive, PATIENCE_SEC)
        self.lab.switch('^For Local Files$')
        self.lab.press('^Make a Code$')
        self.lab.wait_text('^for local files$')

    def test_asked_for_with_the_keyboard(self):
        job = self.show_access('typed.csv')
        self.lab.find('button', '^Ask for a Helper…$')
        self.lab.keys('alt+h')
        self.enter(ASK)
        wait_until('a default', lambda: self.lab.find('button', '^Make a Code$').sensitive, PATIENCE_SEC)
        self.lab.keys('Return')
        code = self.lab.find('label', CODE).text
        self.lab.keys('alt+p')
        self.lend_as('ben', code)
        self.lab.wait_text('^ben is lent')
        self.leave('Escape')
        self.assertEqual(self.token(job)['principal'], 'ben')

    def use_identity(self):
        """Lends anna's identity to the job on show."""
        self.lab.press('^Use My Identity…$')
        self.enter(USE)
        self.lab.wait_text('^The job will stop when the helper logs off')
        # It holds for the server and for a proxy.
        self.assertEqual(len(self.lab.things('label', '^The helper does not log in over HTTP')), 1)
        self.lab.press('^Save$')
        self.leave()

    def test_own_identity_comes_and_goes(self):
        job = self.show_access('own.csv')
        self.use_identity()
        self.lab.wait_row('^Helper token anna: anna, lent')
        self.assertEqual([self.token(job)[key] for key in ('state', 'user', 'flags')], ['set', 'anna', 2])
        self.picture('helper-set')
        self.lab.press('^Clear Helper…$')
        self.lab.wait_text('^Clear the Helper.$')
        self.picture('helper-clear')
        self.lab.press('^Keep$')
        self.lab.wait_focus()
        self.assertEqual(self.token(job)['state'], 'set')
        self.lab.press('^Clear Helper…$')
        self.lab.press('^Clear Helper$')
        self.lab.find('button', '^Use My Identity…$')
        self.assertFalse(self.lab.things('button', '^Use a Helper Token$'), 'two buttons for one thing')
        self.assertEqual((self.token(job)['state'], self.token(job)['flags']), ('none', 2))

    def lose(self, name):
        """Makes a job of anna's whose helper logs off, in the window; returns its id and its bytes."""
        data = self.serve(name)[1]
        job = self.add_job(name)
        self.computer('token', 'flags', job, 'network')
        self.lend_as('ben', self.computer('token', 'offer', job).output.strip())
        self.machine.log_off('ben')
        self.addCleanup(self.machine.log_on, 'ben')
        wait_until('no helper', lambda: self.token(job)['state'] == 'lost', PATIENCE_SEC)
        self.computer('resume', job)
        self.open()
        self.lab.wait_row(f'^{name}, Failed: ')
        self.lab.click(self.lab.find('row', f'^{name}, '))
        self.lab.wait_text('^0x80200056 BG_E_TOKEN_REQUIRED$')
        return job, data

    def test_lost_helper_is_set_again(self):
        job, data = self.lose('again.csv')
        self.lab.find('button', '^Go On Without a Helper$')
        self.picture('helper-lost')
        self.use_identity()
        self.lab.wait_row('^again.csv, Finished')
        self.assert_file('again.csv', data)
        self.assertEqual(self.token(job)['principal'], 'anna')

    def test_lost_helper_is_lent_again(self):
        job, data = self.lose('anew.csv')
        self.lend_as('carla', self.make_code())
        self.lab.wait_text('^carla is lent to this job now')
        self.leave('Escape')
        self.lab.wait_row('^anew.csv, Finished')
        self.assert_file('anew.csv', data)
        self.assertEqual(self.token(job)['principal'], 'carla')

    def test_job_goes_on_without_the_lost_helper(self):
        job, data = self.lose('alone.csv')
        self.lab.press('^Go On Without a Helper$')
        self.lab.wait_row('^alone.csv, Finished')
        self.assert_file('alone.csv', data)
        self.assertEqual(self.token(job)['flags'], 0)

    def offer_of(self, owner, name, *options):
        """Makes a job of somebody else that asks for a helper; returns its id and the code."""
        job = self.add_job(name, *options, who=owner)
        self.computer('token', 'flags', job, 'local-file,network', who=owner)
        return job, self.computer('token', 'offer', job, who=owner).output.strip()

    def open_lending(self):
        """Opens the dialog with the menu, with the keyboard."""
        self.lab.keys('F10')
        self.lab.find('menu item', '^Lend My Identity…$')
        self.lab.keys('l')
        self.enter(LEND)

    def test_lent_with_the_keyboard(self):
        job, code = self.offer_of('ben', 'reports.zip')
        self.open()
        self.open_lending()
        self.assertFalse(self.lab.things('button', '^Lend$'), 'consent before it is said to what')
        self.lab.copy(f'  {code.upper()}\n')
        self.lab.keys('ctrl+v')
        wait_until('what is pasted', lambda: self.lab.find('button', '^Next$').sensitive, PATIENCE_SEC)
        self.lab.keys('Return')
        for text in ('^“reports.zip” wants to act as you', '^ben$', '^for local files and the network$',
                     f'^{re.escape(self.machine.target)}', f'^http://127.0.0.1:{self.server.port}$',
                     '^The finished file belongs to the helper', '^The job will stop when the helper logs off'):
            self.lab.wait_text(text)
        self.picture('consent')
        self.assertEqual(self.token(job)['state'], 'none')
        self.lab.keys('alt+l')
        self.leave()
        self.lab.wait_text('^Your identity is lent to “reports.zip” until you log off$')
        self.assertEqual([self.token(job)[key] for key in ('state', 'user', 'flags')], ['set', 'anna', 3])
        self.assertNotIn(code, self.lab.window_output() + self.lab.daemon_output() + self.machine.daemon_output())

    def test_codes_that_are_good_for_nothing(self):
        job, code = self.offer_of('ben', 'gone.zip')
        self.open()
        self.open_lending()
        self.lab.fill('^Code$', 'f' * 4 + '-0000' * 7)
        self.lab.keys('Return')
        self.lab.wait_text('^The code is wrong, was used already or has expired.*0x80200001 BG_?E_?NOT_?FOUND')
        self.picture('wrong-code')
        self.assertFalse(self.lab.things('button', '^Lend$'))
        self.lab.fill('^Code$', code)
        self.lab.keys('Return')
        self.lab.wait_text('^“gone.zip” wants to act as you')
        self.assertFalse(self.lab.sees('0x80200001'))
        self.lend_as('carla', code)
        self.lab.press('^Lend$')
        self.lab.wait_text('^The code is wrong, was used already')
        self.assertFalse(self.lab.sees('wants to act as you'))
        self.leave('Escape')
        self.assertEqual(self.token(job)['user'], 'carla')

    def test_taken_back(self):
        job, code = self.offer_of('ben', 'loan.zip')
        self.lend_as('anna', code)
        self.open()
        self.open_lending()
        self.lab.wait_text('^ben, for local files and the network$')
        self.picture('loans')
        self.lab.press('^Take Back from loan.zip$')
        self.lab.wait_no_text('^loan.zip$')
        self.assertNotEqual(self.token(job)['state'], 'set')
        self.assertFalse(self.lab.sees('^Lent Now$'))

    def test_what_changed_meanwhile_is_seen_first(self):
        job, code = self.offer_of('ben', 'wider.zip')
        self.open()
        self.open_lending()
        self.lab.fill('^Code$', code)
        self.lab.keys('Return')
        self.lab.wait_text('^for local files and the network$')
        self.computer('proxy', 'set', job, 'override', '--list=other.test:3128', who='ben')
        self.lab.press('^Lend$')
        self.lab.wait_text('asks for something else than what was agreed to .*0x[0-9A-F]{8} [A-Z_]+')
        self.lab.wait_text('http://other.test:3128')
        self.assertEqual(self.token(job)['state'], 'none')
        self.lab.press('^Lend$')
        self.leave()
        wait_until('it is lent', lambda: self.token(job)['state'] == 'set', PATIENCE_SEC)


if __name__ == '__main__':
    main()
