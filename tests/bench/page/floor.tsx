/** The least a page can do that shows the first rows: the same React and Dexie, one index, nothing of ours. */
import Dexie, { type Table } from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';
import { createRoot } from 'react-dom/client';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

const name = localStorage.getItem('bench.database') ?? '';
const db = new Dexie(name);

const Rows = () => {
  const rows = useLiveQuery(async () => {
    if (!db.isOpen()) await db.open();
    const tools: Table<Row, string> = db.table('toolsA');
    return tools.orderBy('order').limit(30).toArray();
  });
  return (
    <ul>
      {rows?.map((row) => (
        <li key={row.id}>
          <a className="tool-row" href={`#/t/${row.id}`}>
            <span>{row.name}</span> <span>{row.state}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};

const place = document.getElementById('floor');
if (place !== null) createRoot(place).render(<Rows />);
