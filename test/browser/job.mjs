// The whole job as a page does it.
import { predict, SweetspotError, tune } from 'sweetspot/browser';

/** As one string, which crosses to the test much faster than an array of numbers. */
const binary = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export async function job() {
  const csv = await (await fetch('/examples/penguins.csv')).text();
  const events = [];
  const { files, ...finished } = await tune({
    data: new File([csv], 'penguins.csv'),
    target: 'species',
    budget: '6 trials',
    workers: 2,
    seed: 4,
    onEvent: ({ event }) => events.push(event),
  });
  const { text } = await predict({ model: files, data: csv });
  return {
    finished,
    events: [...new Set(events)],
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, binary(bytes)])),
    text,
    refused: await refusal(csv),
    repeated: await repeatable(csv),
  };
}

async function refusal(data) {
  try {
    await tune({ data, target: 'specie' });
  } catch (error) {
    return error instanceof SweetspotError ? error.message : String(error);
  }
}

/** With one worker and a budget in trials a whole study repeats to the bit; its model.json holds a hash of the weights. */
async function repeatable(csv) {
  const data = new TextEncoder().encode(csv);
  const { files } = await tune({ data, target: 'species', budget: '1 trials', workers: 1, seed: 4 });
  return new TextDecoder().decode(files['model.json']);
}
