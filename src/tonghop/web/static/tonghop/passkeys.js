// Says on the page that a passkey could not be used; the words stand in the page, hidden until then.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-refused");
  if (words) words.hidden = false;
});
