//! Chunks put together, as the splitter makes far more of them than are worth a request.

use crate::Result;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, CustomSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module,
    TypeSection,
};
use wasmparser::{Parser, Payload, TypeRef};

/// Makes one chunk of several that were split off the same module. They declare the same types, define functions alone, and
/// take everything else from the main part, into whose table and memory they put what they bring. So nothing changes but the
/// numbers of functions and of what is imported.
pub(crate) fn join(chunks: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut joined = Joined::default();
    for chunk in chunks {
        joined.add(chunk).map_err(|error| format!("Chunks cannot be put together: {error}."))?;
    }
    Ok(joined.finish())
}

/// The sections of all chunks so far.
#[derive(Default)]
struct Joined<'a> {
    types: TypeSection,
    imported: Vec<(&'a str, TypeRef)>,
    imports: ImportSection,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    /// What the tools that follow may use of WebAssembly.
    features: Option<CustomSection<'a>>,
}

/// What the things of one chunk are numbered in the whole.
struct Numbers {
    functions_before: u32,
    data_before: u32,
    globals: Vec<u32>,
}

impl Reencode for Numbers {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error> {
        Ok(self.functions_before + function)
    }

    fn data_index(&mut self, data: u32) -> std::result::Result<u32, Error> {
        Ok(self.data_before + data)
    }

    fn global_index(&mut self, global: u32) -> std::result::Result<u32, Error> {
        Ok(self.globals[global as usize])
    }
}

impl<'a> Joined<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "places in what lies in memory")]
    fn add(&mut self, chunk: &'a [u8]) -> std::result::Result<(), Error> {
        let mut numbers =
            Numbers { functions_before: self.functions.len(), data_before: self.data.len(), globals: Vec::new() };
        for payload in Parser::new(0).parse_all(chunk) {
            match payload? {
                Payload::TypeSection(types) if self.types.is_empty() => {
                    numbers.parse_type_section(&mut self.types, types)?;
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let number = self.import(&mut numbers, import)?;
                        if matches!(import.ty, TypeRef::Global(_)) {
                            numbers.globals.push(number);
                        }
                    }
                }
                Payload::FunctionSection(functions) => {
                    numbers.parse_function_section(&mut self.functions, functions)?;
                }
                Payload::ElementSection(elements) => numbers.parse_element_section(&mut self.elements, elements)?,
                Payload::CodeSectionStart { range, .. } => {
                    let bytes = &chunk[range.start as usize..range.end as usize];
                    let reader = wasmparser::BinaryReader::new(bytes, range.start);
                    numbers.parse_code_section(&mut self.code, wasmparser::CodeSectionReader::new(reader)?)?;
                }
                Payload::DataSection(data) => numbers.parse_data_section(&mut self.data, data)?,
                Payload::CustomSection(custom) if custom.name() == "target_features" => {
                    self.features = Some(CustomSection { name: custom.name().into(), data: custom.data().into() });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The number of an import among those of its kind.
    fn import(&mut self, numbers: &mut Numbers, import: wasmparser::Import<'a>) -> std::result::Result<u32, Error> {
        if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
            // Functions of other parts are called through the table.
            return Err(Error::UnexpectedNonCoreModuleSection);
        }
        let is_known = self.imported.iter().any(|(name, _)| *name == import.name);
        if !is_known {
            self.imports.import(import.module, import.name, numbers.entity_type(import.ty)?);
            self.imported.push((import.name, import.ty));
        }
        let same = |ty: &TypeRef| std::mem::discriminant(ty) == std::mem::discriminant(&import.ty);
        let before = self.imported.iter().take_while(|(name, _)| *name != import.name);
        Ok(u32::try_from(before.filter(|(_, ty)| same(ty)).count()).unwrap_or(u32::MAX))
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&self.types).section(&self.imports).section(&self.functions).section(&self.elements);
        module.section(&DataCountSection { count: self.data.len() }).section(&self.code).section(&self.data);
        if let Some(features) = &self.features {
            module.section(features);
        }
        module.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::join;
    use wasm_encoder::{
        CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, EntityType, Function,
        FunctionSection, GlobalType, ImportSection, MemoryType, Module, RefType, TableType, TypeSection, ValType,
    };
    use wasmparser::{Operator, Parser, Payload, Validator};

    /// A chunk as the splitter writes them, with one function that calls itself and reads a global.
    fn chunk(globals: &[&str], read: u32, place: i32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("main", "memory", memory);
        let table =
            TableType { element_type: RefType::FUNCREF, minimum: 8, maximum: None, table64: false, shared: false };
        imports.import("main", "table", table);
        for name in globals {
            let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            imports.import("main", name, EntityType::Global(global));
        }
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(place), Elements::Functions([0].as_slice().into()));
        let mut body = Function::new([]);
        body.instructions().call(0).drop().global_get(read).end();
        let mut code = CodeSection::new();
        code.function(&body);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(place), [7]);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements);
        module.section(&DataCountSection { count: 1 }).section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn functions_and_globals_are_numbered_anew() {
        let joined = join(&[chunk(&["stack", "base"], 1, 3), chunk(&["base"], 0, 5)]).expect("both are well formed");
        Validator::new().validate_all(&joined).expect("the whole is well formed");
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(&joined) {
            if let Payload::CodeSectionEntry(body) = payload.expect("valid") {
                let mut reader = body.get_operators_reader().expect("valid");
                let (mut calls, mut reads) = (0, 0);
                while let Ok(operator) = reader.read() {
                    match operator {
                        Operator::Call { function_index } => calls = function_index,
                        Operator::GlobalGet { global_index } => reads = global_index,
                        _ => {}
                    }
                }
                bodies.push((calls, reads));
            }
        }
        assert_eq!(bodies, [(0, 1), (1, 1)], "each calls itself, and both read the same global");
    }
}
