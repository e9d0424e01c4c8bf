import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cHeaderPieces } from '../../../src/core/exchange/cHeader';
import { identifiers } from '../../../src/core/exchange/names';
import {
  bytesOf,
  EVERY_DTYPE,
  exportedModel,
  HOSTILE_NAMES,
  numbers,
  strings,
} from '../../support/exportedModel';

const compiler = ['cc', 'gcc', 'clang'].find(
  (command) => spawnSync(command, ['--version']).status === 0,
);

describe('Weights as a C header', () => {
  it('calls arrays after their tensors, valid and unique', () => {
    assert.deepEqual(identifiers('net', ['dense/kernel', 'dense.kernel', 'é', 'x'.repeat(99)]), [
      'net_dense_kernel',
      'net_dense_kernel_2',
      'net',
      `net_${'x'.repeat(51)}`,
    ]);
    assert.deepEqual(identifiers('static', ['cast']), ['static_cast_2']);
    assert.deepEqual(identifiers('2 nets', ['a']), ['w_2_nets_a']);
  });

  it('says which axes and gates an array has, and cannot be ended by a name', async () => {
    const text = await headerOf(
      exportedModel([numbers('*/ evil /*', [2], 'float32', [1, NaN])]),
      'a b.h',
    );
    assert.match(text, /^#ifndef A_B_WEIGHTS_H\n#define A_B_WEIGHTS_H\n/m);
    assert.match(text, /\/\* \* \/ evil \/ \*: .* float32, axis 0: 2 \*\/\n/);
    assert.match(text, /static const float a_b_evil\[2\] =\n\{1\.0f, NAN\};/);
  });
});

if (compiler === undefined) console.log('  a C compiler builds the header: not run: no cc');
else
  describe('A C compiler builds the header', () => {
    let folder = '';
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'weightscope-c-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** Prints each array's bytes as hexadecimal. */
    const bytesIn = async (
      header: string,
      arrays: readonly string[],
      flags: readonly string[] = ['-std=c99'],
    ): Promise<string[]> => {
      await writeFile(join(folder, 'net.h'), header);
      const dump = arrays.map((name) => `  dump(&${name}, sizeof ${name});`).join('\n');
      await writeFile(
        join(folder, 'main.c'),
        `#include "net.h"\n#include "net.h"\n#include <stdio.h>\n` +
          `static void dump(const void *p, unsigned long n) { const unsigned char *b = (const unsigned char *)p; while (n--) printf("%02x", *b++); printf("\\n"); }\n` +
          `int main(void) {\n${dump}\n  return 0;\n}\n`,
      );
      const program = join(folder, 'main');
      const strict = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-Wno-unused'];
      execFileSync(compiler, [...flags, ...strict, '-o', program, join(folder, 'main.c'), '-lm']);
      return execFileSync(program, { encoding: 'utf8', maxBuffer: 2 ** 28 })
        .trim()
        .split('\n');
    };

    for (const flags of [['-std=c99'], ['-x', 'c++', '-std=c++11']])
      it(`with every type equal to the bit (${flags.join(' ')})`, async () => {
        const exported = exportedModel(EVERY_DTYPE);
        const header = await headerOf(exported, 'net.h');
        const kept = exported.tensors.filter(({ weight }) => weight.size > 0);
        const names = kept.map(({ name }) => `net_${name.replaceAll('/', '_')}`);
        const printed = await bytesIn(header, names, flags);
        for (const [i, { weight, name }] of kept.entries()) {
          const values = await exported.source.read(weight, 0, weight.size);
          assert.ok(ArrayBuffer.isView(values));
          // One NaN is as good as another; its sign and payload do not survive as text.
          const plain = (hex: string): string =>
            hex.replaceAll(/0000c0[7f]f|0000000000f8[7f]f/g, 'nan');
          const expected =
            name === 'flags' ? '00010101' : Buffer.from(values.buffer).toString('hex');
          assert.equal(plain(printed[i] ?? ''), plain(expected), name);
        }
      });

    it('with text byte for byte, trigraphs and all', async () => {
      const words = ['', 'a"b\\', '??/', '\x011', '🧠é', 'line\n'];
      const header = await headerOf(exportedModel([strings('words', [2, 3], words)]), 'net.h');
      const main =
        '#include "net.h"\n#include <stdio.h>\nint main(void) { int i; for (i = 0; i < 6; i++) printf("%s%c", net_words[i / 3][i % 3], 0); return 0; }\n';
      await writeFile(join(folder, 'net.h'), header);
      await writeFile(join(folder, 'words.c'), main);
      const program = join(folder, 'words');
      execFileSync(compiler, ['-std=c99', '-o', program, join(folder, 'words.c')]);
      assert.equal(
        execFileSync(program, { encoding: 'utf8' }),
        words.map((word) => `${word}\0`).join(''),
      );
    });

    it('whatever the tensors are called', async () => {
      const exported = exportedModel(
        HOSTILE_NAMES.map((name, i) => numbers(name, [2], 'int32', [i, -1])),
      );
      const header = await headerOf(exported, 'net.h');
      const names = [...header.matchAll(/static const int32_t (\w+)\[2\]/g)].map(
        ([, name = '']) => name,
      );
      assert.equal(new Set(names).size, HOSTILE_NAMES.length);
      const printed = await bytesIn(header, names);
      printed.forEach((hex, i) =>
        assert.equal(hex, Buffer.from(Int32Array.of(i, -1).buffer).toString('hex')),
      );
    });

    it('with the decimals of 50,000 random floats exact', async () => {
      let state = 99;
      const bits = Uint32Array.from(
        { length: 50_000 },
        () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0),
      );
      const floats = Array.from(new Float32Array(bits.buffer), (x) => (Number.isNaN(x) ? 1 : x));
      const header = await headerOf(
        exportedModel([numbers('x', [floats.length], 'float32', floats)]),
        'net.h',
      );
      const [printed] = await bytesIn(header, ['net_x']);
      assert.equal(printed, Buffer.from(Float32Array.from(floats).buffer).toString('hex'));
    });
  });

async function headerOf(
  { model, source, tensors }: ReturnType<typeof exportedModel>,
  fileName: string,
): Promise<string> {
  return (await bytesOf(cHeaderPieces(model, source, tensors, fileName))).toString('utf8');
}
