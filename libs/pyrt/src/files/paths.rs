//! What `os` and `pathlib` ask of files and folders.

use super::faults::*;
use super::*;
use crate::ospath::PurePath;

fn known(place: &Place) -> Option<Entry> {
    found(place).ok().map(|(_, entry)| entry)
}

pub fn exists(place: &Place) -> bool {
    known(place).is_some()
}

pub fn isfile(place: &Place) -> bool {
    matches!(known(place), Some(Entry::File(_)))
}

pub fn isdir(place: &Place) -> bool {
    matches!(known(place), Some(Entry::Folder))
}

pub fn getsize(place: &Place) -> PyResult<Int> {
    match found(place)? {
        (_, Entry::File(node)) => Ok(int(node.seen().len() as i64)),
        _ => limit("the size of a folder"),
    }
}

pub fn remove(place: &Place) -> PyResult<()> {
    match found(place)? {
        (_, Entry::Folder) => return Err(is_folder(place)),
        (key, Entry::File(_)) => drop(take(&key)),
    }
    Ok(())
}

pub fn mkdir(place: &Place) -> PyResult<()> {
    let key = key_of(place)?;
    if entry(&key).is_some() {
        return Err(exists_already(place));
    }
    put(key, Entry::Folder);
    Ok(())
}

pub fn makedirs(place: &Place, exist_ok: bool) -> PyResult<()> {
    let text = place.name().as_str().trim_end_matches('/');
    let head = ospath::dirname(&Str::from(text));
    let outer = Place(head);
    if !outer.name().is_empty() && !exists(&outer) {
        match makedirs(&outer, exist_ok) {
            Err(error) if !error.is(&exc::FILE_EXISTS_ERROR) => return Err(error),
            _ => {}
        }
    }
    match mkdir(place) {
        Err(_) if exist_ok && isdir(place) => Ok(()),
        made => made,
    }
}

pub fn rmdir(place: &Place) -> PyResult<()> {
    match found(place)? {
        (_, Entry::File(_)) => Err(no_folder(place)),
        (key, Entry::Folder) if key == HERE || key == TEMPORARY => limit("the removal of the folder that a program begins in"),
        (key, Entry::Folder) if below(&key).len() > 1 => Err(not_empty(place)),
        (key, Entry::Folder) => {
            take(&key);
            Ok(())
        }
    }
}

/// `shutil.rmtree(folder)`.
pub fn rmtree(place: &Place) -> PyResult<()> {
    match found(place)? {
        (_, Entry::File(_)) => Err(no_folder(place)),
        (key, Entry::Folder) if key == HERE || key == TEMPORARY => limit("the removal of the folder that a program begins in"),
        (key, Entry::Folder) => {
            for each in below(&key) {
                take(&each);
            }
            Ok(())
        }
    }
}

pub fn rename(from: &Place, to: &Place) -> PyResult<()> {
    let both = |error: PyErr| of_both(error, from, to);
    let (source, entry_there) = found(from).map_err(both)?;
    let target = key_of(to).map_err(both)?;
    match (&entry_there, entry(&target)) {
        (Entry::File(_), Some(Entry::Folder)) => return Err(both(is_folder(to))),
        (Entry::File(_), _) => {
            take(&source);
            put(target, entry_there);
        }
        (Entry::Folder, Some(Entry::File(_))) => return Err(both(no_folder(to))),
        (Entry::Folder, there) => {
            let inner = format!("{}/", source);
            if source == HERE || source == TEMPORARY || target.starts_with(&inner) {
                limit("a folder that is renamed into itself");
            }
            if there.is_some() && below(&target).len() > 1 {
                return Err(both(not_empty(to)));
            }
            for key in below(&source) {
                if let Some(moved) = take(&key) {
                    put(format!("{}{}", target, &key[source.len()..]), moved);
                }
            }
        }
    }
    Ok(())
}

/// The names in a folder, in the order of their letters: that of a disk is its own. What else is in the folder where a
/// program begins is not known.
pub fn listdir(place: &Place) -> PyResult<List<Str>> {
    let key = match found(place)? {
        (_, Entry::File(_)) => return Err(no_folder(place)),
        (key, Entry::Folder) => key,
    };
    if key == HERE || key == TEMPORARY {
        limit("what is in the folder that a program begins in");
    }
    let inner = key.len() + 1;
    let names = below(&key).into_iter().filter(|each| each.len() > inner && !each[inner..].contains('/'));
    Ok(List::from_vec(names.map(|each| Str::from(&each[inner..])).collect()))
}

impl PurePath {
    fn place(&self) -> Place {
        Place(self.shown())
    }

    pub fn exists(&self) -> bool {
        exists(&self.place())
    }

    pub fn is_file(&self) -> bool {
        isfile(&self.place())
    }

    pub fn is_dir(&self) -> bool {
        isdir(&self.place())
    }

    pub fn read_text(&self, encoding: Option<Str>, errors: Option<Str>) -> PyResult<Str> {
        open_text(&self.place(), "r", encoding, errors, None)?.read(None)
    }

    pub fn write_text(&self, data: &Str, encoding: Option<Str>, errors: Option<Str>, newline: Option<Str>) -> PyResult<Int> {
        open_text(&self.place(), "w", encoding, errors, newline)?.write(data)
    }

    pub fn read_bytes(&self) -> PyResult<Bytes> {
        open_bytes(&self.place(), "rb")?.read(None)
    }

    pub fn write_bytes(&self, data: &Bytes) -> PyResult<Int> {
        open_bytes(&self.place(), "wb")?.write(data)
    }

    pub fn touch(&self, exist_ok: bool) -> PyResult<()> {
        let place = self.place();
        match exists(&place) {
            true if !exist_ok => Err(exists_already(&place)),
            true => Ok(()),
            false => open_bytes(&place, "wb").map(drop),
        }
    }

    pub fn unlink(&self, missing_ok: bool) -> PyResult<()> {
        match remove(&self.place()) {
            Err(error) if missing_ok && error.is(&exc::FILE_NOT_FOUND_ERROR) => Ok(()),
            done => done,
        }
    }

    pub fn mkdir(&self, parents: bool, exist_ok: bool) -> PyResult<()> {
        let place = self.place();
        if parents && !self.parent().exists() {
            self.parent().mkdir(true, true)?;
        }
        match mkdir(&place) {
            Err(_) if exist_ok && isdir(&place) => Ok(()),
            made => made,
        }
    }

    pub fn rmdir(&self) -> PyResult<()> {
        rmdir(&self.place())
    }

    pub fn rename(&self, target: &Place) -> PyResult<PurePath> {
        rename(&self.place(), target)?;
        Ok(PurePath::new("PosixPath", &[target.name()]))
    }
}
