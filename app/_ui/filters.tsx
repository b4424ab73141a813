import { type Body, bodies, bodyIds, type Metric, type ParamName, type Params } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { address, type FigureState } from '../_charts/address.ts';
import { countedBodyNames, kindName } from './words.ts';

const fields: readonly [name: ParamName, label: string, hint: string][] = [
  ['from', 'From', '2015 or 2015-03-01'],
  ['to', 'To', '2024'],
  ['against', 'Compared with', '2013..2017, previous'],
  ['on', 'On the day', '2020-09-16'],
  ['group', 'Group', 'quic, SG13, WP5D'],
  ['meeting', 'Meeting', 'ietf-90'],
  ['country', 'Country', 'DE, unknown'],
  ['organisation', 'Organisation', 'cisco, unknown'],
  ['bloc', 'Bloc', 'eu, brics'],
  ['post', 'Post', 'chair, wp-chair'],
  ['letter', 'Letter', 'a to m'],
];

/** The bodies a measure can be asked of, as links: what a body makes and which rules it has is its own. */
export function BodyChoice({
  metric,
  state,
}: {
  metric: Pick<Metric, 'params' | 'defaults' | 'answers'>;
  state: FigureState;
}) {
  if (!metric.params.includes('body')) return null;
  return (
    <p className="row">
      <span>Body</span>
      <span className="choice">
        {bodyIds.filter(isAsked(metric)).map((body) => {
          const { kind, rule } = defaultsOf(body, metric);
          const isOn = body === state.params.body;
          return (
            <a
              key={body}
              href={address(state, { params: { body, kind, rule } })}
              aria-current={isOn ? 'true' : undefined}
            >
              {countedBodyNames[body]}
            </a>
          );
        })}
      </span>
    </p>
  );
}

/** A measure that starts from the ITU counts something the IETF does not make. */
const isAsked = (metric: Pick<Metric, 'defaults' | 'answers'>) => (body: Body) =>
  metric.answers
    ? metric.answers.bodies.includes(body)
    : metric.defaults?.body !== 'itu-t' || body !== 'ietf';

/** Everything a measure can be asked that is not one of the links above its chart, as one form. */
export function Filters({
  metric,
  state,
}: {
  metric: Pick<Metric, 'id' | 'params' | 'defaults' | 'answers'>;
  state: FigureState;
}) {
  const { params } = state;
  const takes = (name: ParamName) => metric.params.includes(name);
  const picks = metric.id.endsWith('-by-bloc') ? 'eu,brics' : /-by-(country|organisation)$/.exec(metric.id);
  const example = typeof picks === 'string' ? picks : picks?.[1] === 'country' ? 'CN,KR,US' : 'cisco,huawei';
  return (
    <form className="filters" action={state.path} aria-label="Filters">
      {takes('body') && <input type="hidden" name="body" value={params.body} />}
      {takes('kind') && (
        <Choice
          name="kind"
          label="Kind"
          value={params.kind}
          of={bodies[params.body]
            .filter((kind) => !metric.answers || metric.answers.kinds.includes(kind))
            .map((kind) => [kind, kindName(kind)])}
        />
      )}
      {takes('of') && (
        <Choice
          name="of"
          label="Pairs of"
          value={params.of}
          of={[
            ['organisation', 'organisations'],
            ['country', 'countries'],
          ]}
        />
      )}
      {takes('mode') && (
        <Choice
          name="mode"
          label="Taking part"
          value={params.mode ?? ''}
          of={[
            ['', 'in any way'],
            ['onsite', 'on site'],
            ['remote', 'remotely'],
            ['unknown', 'not known how'],
          ]}
        />
      )}
      {fields
        .filter(([name]) => takes(name))
        .map(([name, label, hint]) => (
          <label key={name}>
            {label}
            <input name={name} size={12} defaultValue={given(params, name)} placeholder={hint} />
          </label>
        ))}
      {picks && (
        <label>
          Draw only
          <input name="show" size={16} defaultValue={state.also.show ?? ''} placeholder={example} />
        </label>
      )}
      {(['rule', 'count', 'by'] as const).map(
        (name) =>
          takes(name) &&
          // A comparison is of whole spans: what is left out is as the measure has it.
          !(name === 'by' && params.by === defaultsOf(params.body, metric).by) && (
            <input key={name} type="hidden" name={name} value={params[name]} />
          ),
      )}
      <button type="submit">Show</button>
      <a href={state.path}>Take the filters off</a>
    </form>
  );
}

const given = (params: Params, name: ParamName): string => String(params[name] ?? '');

function Choice({
  name,
  label,
  value,
  of,
}: {
  name: string;
  label: string;
  value: string;
  of: readonly (readonly [value: string, words: string])[];
}) {
  return (
    <label>
      {label}
      <select name={name} defaultValue={value}>
        {of.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
