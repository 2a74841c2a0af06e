import { describe, expect, test } from '@jest/globals';
import { BadImport, commandIdOf, readEntries } from './import-commands.js';

const read = (text: string) => readEntries('file.yaml', text);

describe('an import file is a list of commands, each with its provenance', () => {
  test('each entry is known by its line', () => {
    expect(
      read('# two\n- open: { id: a }\n  provenance: { reason: r }\n\n- shut: { id: a }\n  provenance: {}\n'),
    ).toEqual([
      { file: 'file.yaml', line: 2, command: 'open', input: { id: 'a' }, provenance: { reason: 'r' } },
      { file: 'file.yaml', line: 5, command: 'shut', input: { id: 'a' }, provenance: {} },
    ]);
  });

  test('what is written once with an anchor and meant again by an alias is read as if it were written twice', () => {
    const twice = read('- open: { id: a }\n  provenance: &p { reason: r }\n- shut: { id: a }\n  provenance: *p\n');
    const written = read(
      '- open: { id: a }\n  provenance: { reason: r }\n- shut: { id: a }\n  provenance: { reason: r }\n',
    );
    expect(twice).toEqual(written);
    expect(twice.map(commandIdOf)).toEqual(written.map(commandIdOf));
  });

  test.each([
    { what: 'no list', text: 'open: {}\n', message: 'file.yaml:1: expected a list of commands.' },
    {
      what: 'an entry of two commands',
      text: '- open: {}\n  provenance: {}\n- open: {}\n  shut: {}\n  provenance: {}\n',
      message: 'file.yaml:3: expected one command with its input, and provenance; found open, shut, provenance.',
    },
    {
      what: 'an entry without provenance',
      text: '- open: {}\n',
      message: 'file.yaml:1: expected one command with its input, and provenance; found open.',
    },
    {
      what: 'an entry that is nothing',
      text: '-\n',
      message: 'file.yaml:1: expected one command with its input, and provenance; found nothing.',
    },
    {
      what: 'an alias without its anchor',
      text: '- open: {}\n  provenance: {}\n- open: *a\n  provenance: {}\n',
      message: 'file.yaml:3: Unresolved alias',
    },
    {
      what: 'aliases of aliases without end',
      text: `- open: { a: &a [${'l,'.repeat(10)}], b: &b [${'*a,'.repeat(10)}], c: [${'*b,'.repeat(11)}] }\n  provenance: {}\n`,
      message: 'file.yaml:1: Excessive alias count',
    },
    { what: 'no YAML', text: '- open: {\n', message: /file\.yaml:\d: / },
  ])('given $what, then it is refused with file, line and what is expected', ({ text, message }) => {
    expect(() => read(text)).toThrow(BadImport);
    expect(() => read(text)).toThrow(message);
  });
});
