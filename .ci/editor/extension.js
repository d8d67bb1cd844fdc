// Starts `shenbao lsp` of the repository that is open, and gives its files to that alone.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { commands, languages, RelativePattern, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGE = "shenbao";
const OURS = /^(?:content\/.+|templates\/[^/]+\/pack)\.yaml$/;

let client;

// A repository of content: what the command itself looks for.
function repository() {
  const folders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  return folders.find((folder) => ["content", "templates"].every((name) => fs.existsSync(path.join(folder, name))));
}

function program(root) {
  const named = workspace.getConfiguration("shenbao").get("program");
  const usual = process.platform === "win32" ? ["Scripts", "shenbao.exe"] : ["bin", "shenbao"];
  return named || path.join(root, ".venv", ...usual);
}

// Files of another language are nothing to the YAML extension: it marks them no more, in English or otherwise.
async function take(root, document) {
  const below = path.relative(root, document.uri.fsPath).split(path.sep).join("/");
  if (document.uri.scheme === "file" && document.languageId === "yaml" && OURS.test(below)) {
    await languages.setTextDocumentLanguage(document, LANGUAGE);
  }
}

async function start(root) {
  const command = program(root);
  if (!fs.existsSync(command)) {
    window.showWarningMessage(`预算申报：找不到 ${command}。在仓库的文件夹里运行 make editor，再点「重新启动语言服务」。`);
    return;
  }
  const server = { command, args: ["lsp"], options: { cwd: root } };
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(root, "{content,templates}/**"));
  client = new LanguageClient(LANGUAGE, "预算申报", server, {
    documentSelector: [{ scheme: "file", language: LANGUAGE }],
    synchronize: { fileEvents: watcher },
    markdown: { isTrusted: false, supportHtml: false },
  });
  await client.start();
  await Promise.all(workspace.textDocuments.map((document) => take(root, document)));
}

async function activate(context) {
  const root = repository();
  if (root === undefined) {
    return;
  }
  const restart = async () => {
    await deactivate();
    await start(root);
  };
  // Only where the server runs are files taken from the YAML extension.
  const opened = (document) => (client?.isRunning() ? take(root, document) : undefined);
  context.subscriptions.push(commands.registerCommand("shenbao.restart", restart), workspace.onDidOpenTextDocument(opened));
  await start(root);
}

async function deactivate() {
  const running = client;
  client = undefined;
  await running?.stop();
}

module.exports = { activate, deactivate };
