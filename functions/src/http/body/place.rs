/// A place in a body, as a JSON pointer (RFC 6901) names it.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// The whole body.
    Root,
    /// A field of an object.
    Field(&'a Place<'a>, &'a str),
    /// An element of a list.
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// The place as a JSON pointer.
    pub fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Field(of, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{}/{name}", of.pointer())
            }
            Self::Item(of, at) => format!("{}/{at}", of.pointer()),
        }
    }
}
