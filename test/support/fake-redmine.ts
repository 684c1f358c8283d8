import { FakeHttp, type Heard, type Said } from './fake-http.js';

interface Journal {
  readonly id: number;
  readonly user: { readonly id: number; readonly name: string };
  readonly notes: string | null;
  readonly private_notes: boolean;
  readonly created_on: string;
  readonly details: readonly object[];
}
interface Issue {
  readonly id: number;
  readonly subject: string;
  status: number;
  readonly fields: Map<number, string>;
  readonly journals: Journal[];
  readonly files: {
    readonly id: number;
    readonly filename: string;
    readonly content_type: string;
    readonly token: string;
  }[];
  updated: Date;
}

const named = (names: readonly string[]) => names.map((name, index) => ({ id: index + 1, name }));
const STATUSES = named(['新建', '进行中', '已解决', '反馈', '已关闭', '已拒绝']);
const PRIORITIES = named(['低', '普通', '高', '紧急', '立刻']);
const TRACKERS = named(['错误', '功能', '支持']);
const FIELDS = named(['GatewayId', 'Channel', 'Category', 'AccountNo']);
const US = { id: 5, name: '网关 GW' };
const OTHER = { id: 1, name: 'Redmine Admin' };

/** Redmine 5.0.4 as measured: 422 for bad values, hides closed issues, 204 for a status it ignores. */
export class FakeRedmine extends FakeHttp {
  readonly issues: Issue[] = [];
  private readonly uploads = new Map<string, Buffer>();
  private journals = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  otherHand(id: string, status: string, words: string): void {
    const issue = this.issues.find((one) => String(one.id) === id);
    const to = STATUSES.find(({ name }) => name === status)?.id;
    if (issue && to) this.change(issue, { notes: words, status_id: to }, OTHER);
  }

  protected answer({ method, path, query, headers, body }: Heard): Said {
    if (headers['x-redmine-api-key'] !== 'good') return { status: 401 };
    const id = /^\/issues\/(\d+)\.json$/.exec(path)?.[1];
    const download = /^\/attachments\/download\/(\d+)\//.exec(path)?.[1];
    const given = (): Record<string, unknown> => JSON.parse(body.toString()).issue;
    if (download) return this.download(Number(download));
    if (id) {
      const issue = this.issues.find((one) => one.id === Number(id));
      if (!issue) return { status: 404 };
      if (method === 'GET') return { status: 200, json: { issue: this.shown(issue) } };
      return this.change(issue, given(), US);
    }
    switch (`${method} ${path}`) {
      case 'GET /projects/complaints.json':
        return { status: 200, json: { project: { id: 1, trackers: TRACKERS, issue_custom_fields: [] } } };
      case 'GET /issue_statuses.json':
        return { status: 200, json: { issue_statuses: STATUSES } };
      case 'GET /enumerations/issue_priorities.json':
        return { status: 200, json: { issue_priorities: PRIORITIES } };
      case 'GET /issues.json':
        return { status: 200, json: this.search(query) };
      case 'POST /issues.json':
        return this.create(given());
      case 'POST /uploads.json': {
        const token = `${this.uploads.size + 1}.${query.get('filename')}`;
        this.uploads.set(token, body);
        return { status: 201, json: { upload: { id: this.uploads.size, token } } };
      }
      default:
        return { status: 404 };
    }
  }

  private create(given: Record<string, unknown>): Said {
    const fields = new Map<number, string>();
    for (const { id, value } of given.custom_fields as { id: string; value: string }[]) {
      if (id === '4' && !/^(\d{10})?$/.test(value))
        return { status: 422, json: { errors: ['AccountNo 是无效的'] } };
      if (id === '2' && !['web', 'wechat', 'sms', 'hotline'].includes(value))
        return { status: 422, json: { errors: ['Channel 不包含于列表中'] } };
      fields.set(Number(id), value);
    }
    const subject = String(given.subject);
    if (subject.length > 255) return { status: 422, json: { errors: ['主题 过长(最长为 255 个字符)'] } };
    const status = Number(given.status_id);
    const issue = {
      id: this.issues.length + 1,
      subject,
      status,
      fields,
      journals: [],
      files: [],
      updated: new Date(),
    };
    this.issues.push(issue);
    return { status: 201, json: { issue: this.shown(issue) } };
  }

  private change(issue: Issue, given: Record<string, unknown>, user: Journal['user']): Said {
    const to = STATUSES.find(({ id }) => id === Number(given.status_id))?.id;
    const details = to
      ? [{ property: 'attr', name: 'status_id', old_value: String(issue.status), new_value: String(to) }]
      : [];
    for (const upload of (given.uploads ?? []) as { token: string; filename: string; content_type: string }[])
      issue.files.push({ ...upload, id: issue.files.length + 1 });
    issue.journals.push({
      id: ++this.journals,
      user,
      notes: typeof given.notes === 'string' ? given.notes : null,
      private_notes: given.private_notes === true,
      created_on: seconds(new Date()),
      details,
    });
    if (to) issue.status = to;
    issue.updated = new Date();
    return { status: 204 };
  }

  /** An unknown filter is ignored, and closed issues are hidden without `status_id=*`. */
  private search(query: URLSearchParams): object {
    const key = query.get('cf_1');
    const found = this.issues.filter(
      (issue) =>
        (key === null || issue.fields.get(1) === key) && (query.get('status_id') === '*' || issue.status < 5),
    );
    if (query.get('sort')?.endsWith(':desc')) found.sort((a, b) => b.updated.getTime() - a.updated.getTime());
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 25)];
    const issues = found.slice(offset, offset + limit).map((issue) => {
      const { journals: _journals, attachments: _files, ...rest } = this.shown(issue);
      return rest;
    });
    return { issues, total_count: found.length, offset, limit };
  }

  private download(id: number): Said {
    const file = this.issues.flatMap(({ files }) => files).find((one) => one.id === id);
    return { status: 200, raw: this.uploads.get(file?.token ?? '') ?? Buffer.alloc(0) };
  }

  private shown(issue: Issue) {
    return {
      id: issue.id,
      subject: issue.subject,
      status: STATUSES[issue.status - 1],
      author: US,
      custom_fields: FIELDS.map(({ id, name }) => ({ id, name, value: issue.fields.get(id) ?? null })),
      updated_on: seconds(issue.updated),
      journals: issue.journals,
      attachments: issue.files,
    };
  }
}

const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
