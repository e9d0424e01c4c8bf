import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../scripts/vscode/folders';

const text = (path: string): string => readFileSync(join(repository, path), 'utf8');

describe('the package for people who have not installed it yet', () => {
  it('holds its icon and the pictures of its README', () => {
    const { icon = '' } = JSON.parse(text('package.json')) as { icon?: string };
    const pictures = [...text('README.md').matchAll(/!\[.*?\]\((.*?)\)/g)].map(
      ([, path = '']) => path,
    );
    assert.ok(pictures.length > 0);
    const packed = text('.vscodeignore').split('\n');
    for (const path of [icon, ...pictures]) {
      assert.ok(existsSync(join(repository, path)), path);
      assert.ok(packed.includes(`!${path}`), path);
    }
  });
});
