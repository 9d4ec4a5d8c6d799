#!/usr/bin/env python3
"""What rules and the model are worth on replies that the model has not seen: held-out.py TABLE [--salt S] [--rules FOLDER] [--scorer PY].

By hand, after `mvn -q -pl cli -am package -DskipTests` and `mvn -q -pl bounce-parser -am test-compile`. TABLE has the columns code, status,
text, cause, dead, provider, source, note. A third of it is set aside by a hash of the text with addresses, numbers and codes taken
out; the model is trained from the project's own table without any line that has a twin there. Printed are totals, never a row: whoever
writes rules or lines must not have read the third. Another salt sets another third aside.

--rules puts other rules before those that were built: a folder whose io/github/todoku/bounce/rules has the rules of an older commit, written
before anybody had seen TABLE. Rules that were written with TABLE in view flatter the figure; these two bound what is true.
--scorer gives the third to the program as a whole, with that model in it, and counts with the scorer that comes with TABLE.
"""
import argparse
import glob
import os
import subprocess
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEARNED = 'io/github/todoku/bounce/learned/'
OWN = ROOT + '/bounce-parser/src/test/resources/' + LEARNED + 'replies.tsv'
HELD_OUT = 'io.github.todoku.bounce.internal.learned.HeldOut'

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('table')
parser.add_argument('--salt', default='2026-11-29')
parser.add_argument('--rules')
parser.add_argument('--scorer')
parser.add_argument('--jar', default=ROOT + '/cli/target/todoku.jar')
options = parser.parse_args()

path = [ROOT + '/' + part for part in
        ('bounce-parser/target/test-classes', 'bounce-parser/target/classes', 'core/target/classes', 'message/target/classes')]
if options.rules:
    path.insert(0, options.rules)
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(['java', '-cp', os.pathsep.join(path), HELD_OUT, OWN, options.table, options.salt, folder], check=True)
    if options.scorer:
        changed = {LEARNED + 'replies.model': folder + '/replies.model'}
        if options.rules:
            for rules in glob.glob(options.rules + '/io/github/todoku/bounce/rules/*'):
                changed[os.path.relpath(rules, options.rules)] = rules
        with zipfile.ZipFile(options.jar) as old, zipfile.ZipFile(folder + '/held.jar', 'w') as new:
            for entry in old.infolist():
                if entry.filename in changed:
                    new.write(changed[entry.filename], entry.filename)
                else:
                    new.writestr(entry, old.read(entry.filename))
        subprocess.run(['python3', options.scorer, folder + '/third.tsv', '--jar', folder + '/held.jar', '--top', '0'], check=True)
