"""Imports a text file into a new collection of Anki's, twice, and prints what is there then as JSON."""

import json
import sys
import tempfile

from anki.collection import Collection, ImportCsvRequest

with tempfile.TemporaryDirectory() as folder:
    collection = Collection(f"{folder}/collection.anki2")
    path = sys.argv[1]
    metadata = collection.get_csv_metadata(path=path, delimiter=None)
    logs = [collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log for _ in range(2)]
    notes = [collection.get_note(id) for id in collection.find_notes("")]
    print(
        json.dumps(
            {
                "new": [len(log.new) for log in logs],
                "notes": [
                    {
                        "guid": note.guid,
                        "type": note.note_type()["name"],
                        "deck": collection.decks.name(note.cards()[0].did),
                        "fields": note.fields,
                        "tags": note.tags,
                        "broken": note.fields_check() != 0,
                    }
                    for note in notes
                ],
            }
        )
    )
    collection.close()
