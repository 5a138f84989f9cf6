// Runs exported criteria in programs of others: the CQL text through the translator of its
// authors and then in `cql-execution`, and our own ELM in `cql-execution` as it is.
// Standard input: [{name, cql, elm, cases: [parameters, …]}], where `cql` may be left out; the
// answers go to standard output.
import {
  CqlTranslator,
  LibraryManager,
  ModelManager,
  createModelInfoProvider,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";
import cql from "cql-execution";
import fs from "node:fs";

const system = fs.readFileSync(new URL("system-modelinfo.xml", import.meta.url), "utf8");

const translated = (text) => {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((name) => (name === "System" ? stringAsSource(system) : null)),
  );
  const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson());
  const notes = (elm.library.annotation ?? []).filter((note) => note.type === "CqlToElmError");
  return { elm, problems: notes.map((note) => `${note.startLine}: ${note.message}`) };
};

const outcomes = async (elm, cases) => {
  const library = new cql.Library(elm);
  const found = [];
  for (const parameters of cases) {
    const executor = new cql.Executor(library, null, parameters);
    found.push((await executor.exec(new cql.PatientSource([]))).unfilteredResults);
  }
  return found;
};

const answers = [];
for (const { name, cql: text, elm, cases } of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const answer = { name, problems: [], ours: await outcomes(elm, cases) };
  if (text) {
    const { elm: theirs, problems } = translated(text);
    Object.assign(answer, { problems, theirs: await outcomes(theirs, cases) });
  }
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
