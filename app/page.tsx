export default function Home() {
  return <h1>Rapporteur</h1>;
}
