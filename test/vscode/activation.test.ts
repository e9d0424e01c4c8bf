import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'weightscope.weightscope';

describe('the extension', () => {
  it('is installed under its id', () => {
    assert.ok(vscode.extensions.getExtension(id), `${id} is not among the extensions`);
  });

  it('activates', async () => {
    const extension = vscode.extensions.getExtension(id);
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
