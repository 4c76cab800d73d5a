// The whole job as a page does it.
import { predict, SweetspotError, tune } from 'sweetspot/browser';

export async function job() {
  const csv = await (await fetch('/examples/penguins.csv')).text();
  const events = [];
  const finished = await tune({
    data: new File([csv], 'penguins.csv'),
    target: 'species',
    budget: '6 trials',
    workers: 2,
    seed: 3,
    onEvent: (event) => events.push(event.event),
  });
  const { files, ...event } = finished;
  const { text } = await predict({ model: files, data: csv });
  const bytes = Object.fromEntries(Object.entries(files).map(([name, each]) => [name, [...each]]));
  return { event, events: [...new Set(events)], files: bytes, text, refused: await refusal(csv) };
}

async function refusal(data) {
  try {
    await tune({ data, target: 'specie' });
  } catch (error) {
    return error instanceof SweetspotError ? error.message : String(error);
  }
}
