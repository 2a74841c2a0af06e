import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { canonicalBytes } from '../shapes/sealed.js';
import { leafBytes, type LeafContent } from './leaf.js';

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const content: LeafContent = {
  type: 'QuotaRevised',
  stream: 'quota-de-ph-care',
  streamVersion: 7,
  seq: 137,
  recordedAt: '2026-03-01T12:00:00.000Z',
  actor: 'actor-4f2a',
  body: digest('body'),
  parts: [digest('part')],
  corrects: null,
};

describe('a leaf is the same bytes everywhere', () => {
  test('given one event, then exactly these bytes', () => {
    expect(leafBytes(content).toString('utf8')).toBe(
      '{"actor":"actor-4f2a","authorKey":null,"authorSig":null,' +
        '"body":"sha256:230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5","corrects":null,' +
        '"parts":["sha256:37a680133bd09342f934afb8dd2c7d9e1b624da5f35e3a38adb103e37c055ed1"],' +
        '"recordedAt":"2026-03-01T12:00:00.000Z","seq":137,"stream":"quota-de-ph-care","streamVersion":7,"type":"QuotaRevised","v":1}',
    );
  });

  test('the order in which fields are given does not matter', () => {
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as unknown as LeafContent;
    expect(leafBytes(reversed)).toEqual(leafBytes(content));
  });

  test('each field is committed to', () => {
    const others: LeafContent = {
      type: 'QuotaClosed',
      stream: 'quota-x',
      streamVersion: 8,
      seq: 138,
      recordedAt: '2026-03-01T12:00:00.001Z',
      actor: 'actor-x',
      body: digest('x'),
      parts: [],
      corrects: 12,
    };
    for (const field of Object.keys(content) as (keyof LeafContent)[])
      expect(leafBytes({ ...content, [field]: others[field] })).not.toEqual(leafBytes(content));
  });

  test('a leaf that a proof bundle cannot carry is refused', () => {
    const parts = (count: number) => Array.from({ length: count }, () => digest('part'));
    expect(leafBytes({ ...content, parts: parts(870) }).length).toBeLessThanOrEqual(65_535);
    expect(() => leafBytes({ ...content, parts: parts(900) })).toThrow(RangeError);
  });
});

describe('canonical bytes follow RFC 8785', () => {
  test.each(['\uD800', '\uDC00\uD800', 'a\uDFFF'])(
    'a lone surrogate is refused, in a value and in a key: %j',
    (text) => {
      expect(() => canonicalBytes({ text })).toThrow();
      expect(() => canonicalBytes({ [text]: 1 })).toThrow();
      expect(() => leafBytes({ ...content, type: text })).toThrow();
    },
  );

  test('keys are ordered by UTF-16 code units, not by code points', () => {
    expect(canonicalBytes({ '\uFB33': 3, '\u{1F600}': 2, '\u20AC': 1 }).toString('utf8')).toBe(
      '{"\u20AC":1,"\u{1F600}":2,"\uFB33":3}',
    );
  });

  test('text is written in UTF-8, and only what must be is escaped', () => {
    expect(canonicalBytes(['\u20AC$\u000F\nA\'B"\\\\"/']).toString('utf8')).toBe(
      '["\u20AC$\\u000f\\nA\'B\\"\\\\\\\\\\"/"]',
    );
  });
});
