const words = {
  keepMine: "Keep what I typed",
  discard: "Discard changes",
  unsaved: "Not saved yet.",
  leave: { title: "Leave without saving?", go: "Leave, lose the changes", stay: "Stay here" },
  address: {
    line1: "Street and number",
    line2: "Flat, floor, company (optional)",
    locality: "Part of the city",
    city: "City",
    state: "State or region",
    postalCode: "Postal code",
    country: "Country",
    choose: "Choose a country",
  },
  weekdays: {
    monday: "Monday",
    tuesday: "Tuesday",
    wednesday: "Wednesday",
    thursday: "Thursday",
    friday: "Friday",
    saturday: "Saturday",
    sunday: "Sunday",
  },
};

export type EditingWords = typeof words;
export default words;
