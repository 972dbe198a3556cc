import { test } from 'node:test';
import assert from 'node:assert/strict';
import { foldText, loosenWord, soundKey } from './fold-text.ts';

test('accents, case, punctuation and blanks do not matter', () => {
  assert.equal(foldText('  José-María  ÁLVAREZ,\tPérez '), 'jose maria alvarez perez');
});

test('letters that Unicode does not take apart are written with Latin ones', () => {
  assert.equal(foldText('Straße Łódź Øresund Þór Đorđe Ægir İpek ışık'), 'strasse lodz oresund thor dorde aegir ipek isik');
  assert.equal(foldText('Иванов Юрий'), 'ivanov yuriy');
  assert.equal(foldText('Γιώργος'), 'giorgos');
});

test('an apostrophe joins, every other mark separates', () => {
  assert.equal(foldText("O’Brien d'Angelo"), 'obrien dangelo');
  assert.equal(foldText('Build & Design (Europe) — S.A.'), 'build design europe s a');
});

test('full-width letters and ligatures are ordinary ones', () => {
  assert.equal(foldText('ＡＣＭＥ ﬁnance'), 'acme finance');
});

test('what consists of marks only is empty', () => {
  assert.equal(foldText(' -–— … 🎉 '), '');
});

test('letters of alphabets without a table stay as they are', () => {
  assert.equal(foldText('株式会社 山田'), '株式会社 山田');
});

test('spellings of habit come together', () => {
  const forms = ['muller', 'mueller', 'müller'].map((name) => loosenWord(foldText(name)));
  assert.deepEqual(new Set(forms), new Set(['muler']));
  assert.equal(loosenWord('aagaard'), loosenWord(foldText('ågård')));
});

test('the sound of a name survives its usual misspellings', () => {
  assert.equal(soundKey('schmidt'), soundKey('schmitt'));
  assert.equal(soundKey('katarzyna'), soundKey('catarzyna'));
  assert.notEqual(soundKey('schmidt'), soundKey('schneider'));
});
