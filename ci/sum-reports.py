#!/usr/bin/env python3
"""Prints the sum of all test reports, "N passed, N failed, N skipped"; exits 1 if a test failed or none ran."""
import glob
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for path in glob.glob("**/target/*-reports/TEST-*.xml", recursive=True):
    suite = xml.parse(path).getroot()
    tests = int(suite.get("tests", 0))
    bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    left_out = int(suite.get("skipped", 0))
    passed += tests - bad - left_out
    failed += bad
    skipped += left_out
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
